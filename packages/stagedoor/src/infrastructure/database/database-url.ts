import { DatabaseProblem } from './database-problem.ts';

export type DatabaseAddress =
  | { readonly dialect: 'sqlite'; readonly path: string }
  | { readonly dialect: 'postgres'; readonly url: URL };

/**
 * Reads `DATABASE_URL`: `sqlite:./data/stagedoor.db`, `sqlite::memory:`, `postgres://user:password@host:port/name`, or libpq's
 * address of a socket, `postgresql:///name?host=/var/run/postgresql`.
 * @throws DatabaseProblem for anything else
 */
export function parseDatabaseUrl(text: string): DatabaseAddress {
  const scheme = text.slice(0, text.indexOf(':'));
  if (scheme === 'sqlite') return { dialect: 'sqlite', path: sqlitePath(text) };
  if (scheme !== 'postgres' && scheme !== 'postgresql') throw unreadable();
  const url = URL.parse(text);
  const hasHost = url !== null && (url.hostname !== '' || (url.searchParams.get('host') ?? '') !== '');
  if (!hasHost || mayHoldPassword(url) || !isDecodable(url)) {
    throw new DatabaseProblem(`${UNREADABLE} ${ENCODE}`);
  }
  return { dialect: 'postgres', url };
}

/** With one of / ? # in the password the rest of it, and the real host, end up behind, and its beginning stands as a port. */
function mayHoldPassword({ pathname, search, hash }: URL): boolean {
  return `${pathname}${search}`.includes('@') || hash !== '';
}

function sqlitePath(text: string): string {
  const path = text.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
  if (path === '') throw unreadable();
  return path;
}

const UNREADABLE =
  'DATABASE_URL is not the address of a database. Write sqlite:./data/stagedoor.db or postgres://user:password@host:5432/name.';
const ENCODE =
  'In a name or password, characters such as @ : / ? # and % are percent-encoded: %40 %3A %2F %3F %23 %25.';

function isDecodable({ username, password, pathname }: URL): boolean {
  try {
    decodeURIComponent(username + password + pathname);
    return true;
  } catch {
    // A % that begins no character.
    return false;
  }
}

function unreadable(): DatabaseProblem {
  return new DatabaseProblem(UNREADABLE);
}
