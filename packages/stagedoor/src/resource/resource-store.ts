import type { ObjectType } from '../core/object-permission/object-type.ts';
import type { Condition } from '../core/policy/condition.ts';
import type { Values } from './read/read-row.ts';
import type { LookUp, ResourcePlace } from './resource.ts';

/** A row by the names of its fields, its key and its version. */
export interface StoredRow {
  readonly id: number;
  readonly version: number;
  readonly [field: string]: unknown;
}

/** One thing that is asked of the rows of a list, or of those that references lead to. Values are as the field's reader gives them. */
export interface RowFilter {
  /** By references where there are `__` in it: `author__name`. */
  readonly field: string;
  readonly lookUp: LookUp;
  readonly value: unknown;
  /** It is asked of no other rows: what is left of who may read the field. */
  readonly within?: Condition;
}

/** The rows that a reference leads to, as far as who asks may see them. */
export interface RelatedRows {
  readonly to: ResourcePlace;
  readonly seenBy: Condition;
  /** What is given on single ones; null where nothing is. */
  readonly objects: ObjectType | null;
  /** Of them, those in which who asks may read a field; of all where it is not named. */
  readonly readable: ReadonlyMap<string, Condition>;
}

export interface RowQuery {
  /** By the references that lead to them, `author__publisher`. What is asked of others is asked of none. */
  readonly related?: ReadonlyMap<string, RelatedRows>;
  /** What is left of the policy that who asks may see them by; left out, all. */
  readonly seenBy?: Condition;
  /** What rows come with beside key and version, and what they are put in order by; left out, all of it. */
  readonly fields?: readonly string[];
  /** Fields that a row is without where it does not satisfy this. */
  readonly readable?: ReadonlyMap<string, Condition>;
  readonly filters?: readonly RowFilter[];
  /** Of each of these lists one at least: the words that somebody looks for, each in any of some fields. */
  readonly anyOf?: readonly (readonly RowFilter[])[];
  /** Fields, `-` before those that run down; the key comes last by itself. Null is the smallest, on every database. */
  readonly order?: readonly string[];
  readonly limit: number;
  readonly offset?: number;
  /** Only those that come behind a row, or before it. */
  readonly from?: RowPosition;
}

/** The place of a row in an order, by its values: it stays where it is, whatever is made or deleted beside it. */
export interface RowPosition {
  readonly side: 'after' | 'before';
  /** What each entry of the whole order is in it, the key last (`wholeOrder`). */
  readonly values: readonly unknown[];
}

/** Why a row was not written: its values are another row's, refer to none, or violate a check of its table. By field; `non_field_errors` for several together. */
export type OneConflict =
  | { readonly kind: 'taken'; readonly fields: readonly string[] }
  | { readonly kind: 'refers-to-none'; readonly field: string; readonly key: number }
  | { readonly kind: 'violates'; readonly check: string };

/** All that there is to say of it. */
export type RowConflict = OneConflict | { readonly kind: 'several'; readonly of: readonly OneConflict[] };

/** Rows that are written soon. */
export interface HeldRows {
  readonly ids: readonly number[];
  readonly seenBy: Condition;
}

/** The rows of a resource in storage. */
export interface ResourceStore {
  /** Null, too, where the row does not satisfy `seenBy`. */
  find(id: number, seenBy?: Condition, readable?: ReadonlyMap<string, Condition>): Promise<StoredRow | null>;
  list(query: RowQuery): Promise<readonly StoredRow[]>;
  /** How many there are, up to `cap`. */
  count(
    query: Pick<RowQuery, 'filters' | 'anyOf' | 'seenBy' | 'related'> & { readonly cap: number },
  ): Promise<number>;
  /** What of it is unique and another row's, where all of it is open to everybody. */
  takenIn(values: Values, ownId?: number): Promise<readonly OneConflict[]>;
  create(id: number, values: Values): Promise<StoredRow | RowConflict>;
  /** Null where there is no such row, or where it has moved on from `version`. Moves the version by one. */
  update(id: number, values: Values, version: number | null): Promise<StoredRow | RowConflict | null>;
  /**
   * Holds rows until the transaction ends, in the order of their keys: of two who write several rows, one waits for the other and neither for
   * both. Of these rows only those that satisfy `seenBy`.
   */
  hold(rows: readonly HeldRows[]): Promise<void>;
  /** False where there is no such row, or where it has moved on; `protected` where others refer to it that must not lose it. */
  remove(id: number, version: number | null): Promise<boolean | 'protected'>;
}
