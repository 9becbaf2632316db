import type { Principal } from '../core/session/session.ts';
import type { Field, Fields } from './field.ts';
import type { LookUp, Resource } from './resource.ts';
import type { CreateOf, OwnCreateOf, OwnPatchOf, PatchOf, RowOf, SeenRowOf, ValueOf } from './row-types.ts';

/**
 * Whose rows these are to see and change: a person's, by the policy of the resource, a visitor's (null), or the application's own, which
 * is asked for no right. It is always said: there are no rows of nobody.
 */
export type RowsBy = Principal | null | 'application';

type FieldsOf<One extends Resource> = One['fields'];

type OrderLookUp = 'gt' | 'gte' | 'lt' | 'lte';
type DatePartLookUp = 'year' | 'month' | 'day';
type PartLookUp = Exclude<
  LookUp,
  'exact' | 'in' | 'range' | 'isnull' | 'date' | OrderLookUp | DatePartLookUp
>;

/** How a field of some type is compared, in Django's words. */
interface Compared<Value> {
  readonly exact?: Value;
  readonly in?: readonly Value[];
  readonly isnull?: boolean;
}
interface Ordered<Value> extends Compared<Value>, Readonly<Partial<Record<OrderLookUp, Value>>> {
  readonly range?: readonly [Value, Value];
}
interface Dated<Value> extends Ordered<Value>, Readonly<Partial<Record<DatePartLookUp, number>>> {}
interface MomentCompared extends Dated<Date> {
  readonly date?: string;
}
interface TextCompared extends Ordered<string>, Readonly<Partial<Record<PartLookUp, string>>> {}

type TextType = 'text' | 'long-text' | 'markdown' | 'email' | 'url';

/** How a field is asked for: by a value, or by look-ups. */
export type Comparison<One extends Field> = One['type'] extends 'json' | 'file' | 'image'
  ? { readonly isnull: boolean }
  : One['type'] extends 'references'
    ? number | { readonly exact?: number; readonly in?: readonly number[]; readonly isnull?: boolean }
    : One['type'] extends TextType
      ? TextCompared | ValueOf<One>
      : One['type'] extends 'choice' | 'boolean'
        ? Compared<NonNullable<ValueOf<One>>> | ValueOf<One>
        : One['type'] extends 'moment'
          ? MomentCompared | ValueOf<One>
          : One['type'] extends 'date'
            ? Dated<string> | ValueOf<One>
            : Ordered<NonNullable<ValueOf<One>>> | ValueOf<One>;

/** What rows must be: a value that they have, or look-ups; of all fields that are said. */
export type Where<One extends Resource> = {
  readonly [Name in keyof FieldsOf<One>]?: Comparison<FieldsOf<One>[Name]>;
} & { readonly id?: number | Ordered<number> };

type NameOf<One extends Resource> = Extract<keyof One['fields'], string> | 'id';

/** Which rows a list has. How many at most is always said: a table grows. */
export interface ListOf<One extends Resource> {
  readonly where?: Where<One>;
  /** Fields, `-` before those that run down; the key comes last by itself. Left out, as the resource says. */
  readonly order?: readonly (NameOf<One> | `-${NameOf<One>}`)[];
  readonly limit: number;
  readonly offset?: number;
}

/** At which version alone a row is written: that which was seen. */
export interface AtVersion {
  readonly version?: number;
}

/**
 * The rows of a resource for code, typed by its declaration. Values are read as those of a request are: `AccountsError` `invalid-input` names
 * each field that is wrong, what is unique and there already, and keys of nothing.
 */
export interface TypedRows<One extends Resource, Create, Patch, Row = RowOf<One>> {
  /** Null where there is none, or none to be seen. */
  find(id: number): Promise<Row | null>;
  /** @throws AccountsError `not-found` where there is none, or none to be seen */
  get(id: number): Promise<Row>;
  list(query: ListOf<One>): Promise<readonly Row[]>;
  count(query?: Pick<ListOf<One>, 'where'>): Promise<number>;
  create(values: Create): Promise<Row>;
  /** What is left out stays. @throws AccountsError `not-found`; `changed-meanwhile` where it is no longer at the version */
  update(id: number, values: Patch, at?: AtVersion): Promise<Row>;
  /** @throws AccountsError as `update`, and `still-referred-to` where others must not lose it */
  remove(id: number, at?: AtVersion): Promise<void>;
}

/** As one person may see and change them. @throws AccountsError `not-authenticated`, `permission-denied` by the resource's policy */
export type RowsOfPerson<One extends Resource> = TypedRows<One, CreateOf<One>, PatchOf<One>, SeenRowOf<One>>;

/** As the application itself does: what is read only, too, and whose a row is. */
export type RowsOfApplication<One extends Resource> = TypedRows<One, OwnCreateOf<One>, OwnPatchOf<One>>;

/**
 * The rows of a resource of the site.
 *
 * @throws PlainError for what no feature of the site declares
 * @example
 * const products = rows(product, 'application');
 * const cheap = await products.list({ where: { price: { lte: '10' } }, order: ['-price'], limit: 50 });
 * await products.update(cheap[0].id, { price: '9.99' }, { version: cheap[0].version });
 */
export interface RowsFor {
  <One extends Resource>(resource: One, by: 'application'): RowsOfApplication<One>;
  <One extends Resource>(resource: One, by: Principal | null): RowsOfPerson<One>;
}

/** The same of fields that are not known while it is written. */
export type AnyRows = TypedRows<Resource & { readonly fields: Fields }, object, object>;
