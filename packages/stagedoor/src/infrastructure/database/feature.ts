import type { Stores } from '../../core/dependencies.ts';
import type { Changes } from './change-feed.ts';
import type { MigrationStep } from './migration.ts';
import type { NamedModel } from './model.ts';
import type { FindPrincipal, StoreContext } from './store-context.ts';
import type { Tables } from './tables.ts';

/** How stores of core's are made, by their names: anew over each transaction, so it must be cheap. */
export type StoreMakers = {
  readonly [Name in keyof Stores]?: (context: StoreContext, findPrincipal: FindPrincipal) => Stores[Name];
};

type ChangesOf<Write> = Write extends (...input: infer Input) => Promise<infer Result>
  ? (result: Result, ...input: Input) => Changes
  : never;

/** What writes of stores change of that requests are judged by, from what they answered and were given. */
export type StoreChanges = {
  readonly [Name in keyof Stores]?: {
    readonly [Write in keyof Stores[Name]]?: ChangesOf<Stores[Name][Write]>;
  };
};

/** What a feature of accounts keeps in SQL: its folder's record, listed in `features.ts`. Its tables it adds to `Tables`. */
export interface DatabaseFeature {
  /** As its folder is called here and in core. The label of its migrations is `stagedoor_` and this, with `_` for `-`. */
  readonly name: string;
  readonly stores?: StoreMakers;
  /** Run after those of all features before it in the list, and before the site's. */
  readonly migrations?: readonly MigrationStep[];
  /** Those of its tables that Django, allauth or REST framework have by the same name. */
  readonly djangoTables?: readonly (keyof Tables)[];
  /** What it keeps, as content types: `migrate` makes the permissions to add, change, delete and view one of each. */
  readonly models?: readonly NamedModel[];
  /** How many triggers of which of its tables tell on PostgreSQL what was committed: they must be in place before anything is kept. */
  readonly tellingTriggers?: Readonly<Partial<Record<keyof Tables, number>>>;
  /** The same, told in this process by its own writes, ahead of the database. */
  readonly changes?: StoreChanges;
}
