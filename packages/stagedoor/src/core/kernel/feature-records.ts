import type { Label } from './label.ts';
import type { Visitor } from './visitor.ts';

/** What the operator is told of a clean-up. */
export type ExpireCount = 'sessions' | 'links' | 'limits';

/** What came of sealing rows anew. */
export interface Resealed {
  readonly resealed: number;
  /** What no key opens any more; it stays as it is. */
  readonly unreadable: number;
}

/** The same of one feature's rows. */
export type ResealedRecords = Resealed & { readonly feature: string };

/** Rows of a user that become another's: all, or those alone that must not lose whose they are. */
export interface RowsToPassOn {
  readonly from: number;
  readonly to: number;
  readonly which: 'all' | 'protected';
}

/** Whose rows are about to go, and who makes them go: themselves, somebody else, or nobody but the operator. */
export interface Leaving {
  readonly userId: number;
  readonly by: number | 'operator';
  readonly visitor: Visitor;
  readonly now: Date;
}

/** What becomes of an organization once somebody is gone who owns it alone: it goes to whoever is next in it, or ends. */
export interface Fate {
  readonly organization: { readonly id: number; readonly name: string; readonly createdAt: Date };
  /** Null where it ends. */
  readonly heir: {
    readonly id: number;
    readonly username: string | null;
    readonly email: string;
  } | null;
}

/** Rows of one resource, by what many of them are called: `orders`. */
export interface NamedRows {
  readonly label: Label;
  /** Those alone that name the user here, in words, where it is told of others apart. Empty, all. */
  readonly fields: readonly string[];
}

/** What becomes of rows of a user who goes and says nothing of them. */
export interface RowsOfUsers {
  readonly go: readonly NamedRows[];
  /** As nobody's. */
  readonly stay: readonly NamedRows[];
}

/** What one feature keeps, whoever owns it. */
export interface KeptRecords<Stores> {
  /** The feature's name. */
  readonly feature: string;
  /** What a site's own features keep stands under their names, apart from what accounts keep. */
  readonly owner: 'accounts' | 'site';
  /** What is kept of a user: plain JSON values. */
  exportOf?(userId: number): Promise<unknown>;
  /** Removes what is kept no longer, at most `most` of it; answers how many went. */
  expire?(upTo: { readonly now: Date; readonly most: number }): Promise<number>;
  readonly expireCounts?: ExpireCount | undefined;
  /** Seals what is kept encrypted under the current key. */
  reseal?(): Promise<Resealed>;
  /** Before anything of a user is forgotten, in the same transaction: what others have a part in becomes theirs, or ends. */
  handOver?(stores: Stores, leaving: Leaving): Promise<readonly Fate[]>;
  /** Before a user's rows go, in the transaction that removes them. */
  forget?(stores: Stores, leaving: Leaving): Promise<unknown>;
  /** Absent where no rows are users'. */
  readonly rowsOfUsers?: RowsOfUsers;
  /** Lets rows of a user be another's, in the transaction that removes the user; answers how many. */
  passOn?(stores: Stores, rows: RowsToPassOn): Promise<number>;
}

/** What removes by itself, when its time has come. */
export type ExpiringRecords = Required<Pick<KeptRecords<never>, 'feature' | 'owner' | 'expire'>> &
  Pick<KeptRecords<never>, 'expireCounts'>;

/** What all features keep, as the journeys of accounts ask for it: they know of none of them. */
export interface FeatureRecords<Stores> {
  /** All that is kept of a user, in one document; what a site's own features keep stands under `features`, by their names. */
  exportOf(userId: number): Promise<Readonly<Record<string, unknown>>>;
  /** Before a user's rows go, in the transaction that removes them; answers what became of what others have a part in. */
  forget(stores: Stores, leaving: Leaving): Promise<readonly Fate[]>;
  readonly rowsOfUsers: RowsOfUsers;
  /** Lets rows of a user be another's, in the transaction that removes the user; answers how many. */
  passOn(stores: Stores, rows: RowsToPassOn): Promise<number>;
  readonly expiring: readonly ExpiringRecords[];
  /** Seals everything under the current key, so that the one before can be dropped; answers what came of it, feature by feature. */
  reseal(): Promise<readonly ResealedRecords[]>;
}

/** Folds the records of every feature into what is asked of all of them at once. */
export function foldRecords<Stores>(kept: readonly KeptRecords<Stores>[]): FeatureRecords<Stores> {
  return {
    async exportOf(userId) {
      const keeping = kept.filter((one) => one.exportOf !== undefined);
      const parts = await Promise.all(
        keeping.map(async (one) => ({ ...one, part: await one.exportOf?.(userId) })),
      );
      const ours = parts.filter(({ owner }) => owner === 'accounts').map(({ part }) => part);
      const features = parts
        .filter(({ owner }) => owner === 'site')
        .map(({ feature, part }) => [feature, part] as const);
      return Object.assign(
        {},
        ...ours,
        features.length === 0 ? {} : { features: Object.fromEntries(features) },
      );
    },
    async forget(stores, leaving) {
      const fates: Fate[] = [];
      for (const one of kept) fates.push(...((await one.handOver?.(stores, leaving)) ?? []));
      for (const one of kept) await one.forget?.(stores, leaving);
      return fates;
    },
    rowsOfUsers: {
      go: kept.flatMap(({ rowsOfUsers: rows }) => rows?.go ?? []),
      stay: kept.flatMap(({ rowsOfUsers: rows }) => rows?.stay ?? []),
    },
    async passOn(stores, rows) {
      let passed = 0;
      for (const one of kept) passed += (await one.passOn?.(stores, rows)) ?? 0;
      return passed;
    },
    async reseal() {
      const all: ResealedRecords[] = [];
      for (const { feature, reseal } of kept) {
        if (reseal !== undefined) all.push({ feature, ...(await reseal()) });
      }
      return all;
    },
    expiring: kept.flatMap(({ feature, owner, expire, expireCounts }) =>
      expire === undefined ? [] : [{ feature, owner, expire, expireCounts }],
    ),
  };
}
