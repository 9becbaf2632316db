import type { SessionHolder } from '../../../core/session/session.ts';
import { setBounded } from '../../bounded-map.ts';

const MOST_ENTRIES = 20_000;

/** The versions of what a principal is made of; every change of it moves one of them. */
export interface PrincipalVersions {
  readonly session: number;
  readonly user: number;
  /** Of what groups hold; null where nobody counts it, and then nothing is kept. */
  readonly access: number | null;
}

/** What the cache stands before. All of it sees committed rows only. */
export interface PrincipalSource {
  /** Differs from an earlier answer whenever anything was committed since, by whatever connection or process. */
  dataVersion(): number;
  versionsOf(keyHash: string): PrincipalVersions | null;
  read(keyHash: string): { readonly principal: SessionHolder; readonly versions: PrincipalVersions } | null;
}

export interface PrincipalCache {
  /** The principal as the database has it at this moment; whether its time is over is the caller's question. */
  find(keyHash: string): SessionHolder | null;
}

interface Entry {
  readonly principal: SessionHolder;
  readonly versions: PrincipalVersions;
  /** The data version at which the entry was last known to be true. */
  checkedAt: number;
}

/**
 * A strict cache of resolved principals: it never answers what the database would not. As long as nothing was
 * committed, an entry is as true as when it was read; after a commit it is compared by key, not thrown away, so that
 * a busy site keeps its cache. Bounded: the entry that was read in longest ago goes first.
 */
export function createPrincipalCache(source: PrincipalSource, mostEntries = MOST_ENTRIES): PrincipalCache {
  const entries = new Map<string, Entry>();
  return {
    find(keyHash) {
      // Asked before anything is read: a commit in between makes the entry look older than it is, never newer.
      const dataVersion = source.dataVersion();
      const entry = entries.get(keyHash);
      if (entry && (entry.checkedAt === dataVersion || isStillTrue(source, keyHash, entry))) {
        entry.checkedAt = dataVersion;
        return entry.principal;
      }
      entries.delete(keyHash);
      const found = source.read(keyHash);
      if (!found) return null;
      setBounded(entries, [keyHash, { ...found, checkedAt: dataVersion }], mostEntries);
      return found.principal;
    },
  };
}

function isStillTrue(source: PrincipalSource, keyHash: string, entry: Entry): boolean {
  const versions = source.versionsOf(keyHash);
  return (
    versions?.session === entry.versions.session &&
    versions.user === entry.versions.user &&
    versions.access === entry.versions.access &&
    versions.access !== null
  );
}
