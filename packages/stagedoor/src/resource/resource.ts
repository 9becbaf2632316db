import type { Label } from '../core/kernel/label.ts';
import type { Policy } from '../core/policy/policy.ts';
import type { ResourceActions } from './action.ts';
import type { Check, CheckOf } from './check/check.ts';
import type { Fields } from './field.ts';

type NameIn<All extends Fields> = Extract<keyof All, string>;
type ReferenceIn<All extends Fields> = {
  [Name in NameIn<All>]: All[Name]['type'] extends 'reference' ? Name : never;
}[NameIn<All>];
/** A field, or one of a row that a reference leads to: `author__name`. */
type PathIn<All extends Fields> = NameIn<All> | `${ReferenceIn<All>}__${string}`;
type OrderIn<All extends Fields> = NameIn<All> | 'id' | `-${NameIn<All> | 'id'}`;

/**
 * How lists come in pages: numbered (`?page=`), cut out (`?limit=`, `?offset=`), one behind the other (`?cursor=`), or as a bare list of rows
 * that says in `Link` where it goes on. `after` is a page behind the other too, and says no address but what `?after=` takes.
 */
export type PageStyle = 'number' | 'limit-offset' | 'cursor' | 'after' | 'none';

/** Whether a list says how many rows there are: to the end, up to 10,000, or not at all. */
export type CountMode = 'exact' | 'capped' | 'none';

/** A form in which a whole list is saved. */
export type ExportFormat = 'csv' | 'json';

/**
 * What a resource is, as a plain value: it can be compared, shown, stored and sent. From it come the table and its
 * migrations, the permissions, the JSON API and its description, and the types of its rows.
 */
export interface Resource {
  /** One of it, in lower case: `product`. Within its feature; the table is `<feature>_<name>`. */
  readonly name: string;
  /** Several of it, as its address says it; left out, the name with an `s`. */
  readonly plural?: string;
  /** What people read of it, within a sentence: `{ one: { en: 'order', es: 'pedido' }, many: { en: 'orders', es: 'pedidos' } }`. Left out, its names. */
  readonly labels?: ResourceLabels;
  /** What it was called before: its table is renamed, with all its rows. */
  readonly was?: string;
  readonly fields: Fields;
  /** The field that a row is called by; left out, its key. */
  readonly text?: string;
  /** How lists are put in order where nobody says; ends with the key by itself. Left out, by the key, which is a random number. */
  readonly order?: readonly string[];
  /** Fields that callers may put lists in order by. Left out, none. */
  readonly orderBy?: readonly string[];
  /** Fields that `?search=` looks in, as in REST framework: anywhere, `^` begins with, `=` is. */
  readonly search?: readonly string[];
  /** Look-ups that callers may filter by: `{ price: ['exact', 'gte', 'lte'], author__name: ['icontains'] }`. */
  readonly filters?: Readonly<Partial<Record<string, readonly LookUp[]>>>;
  /** Fields of which no two rows have the same all together. */
  readonly uniqueTogether?: readonly (readonly string[])[];
  /** What must hold of every row, by a name: its table keeps it, whoever writes. */
  readonly checks?: Readonly<Record<string, Check>>;
  /** Left out, numbered pages of 25 rows, of 100 where somebody asks for so many, counted to the end. */
  readonly pages?: Pages;
  /** The forms in which a whole list can be saved, as far as somebody may see it: `/api/products/export/csv/`. Left out, none. */
  readonly exports?: readonly ExportFormat[];
  /** Many rows are written together at `/api/products/bulk/`, all or none. */
  readonly bulk?: true;
  /** The scope of THROTTLE_SCOPES whose rate holds for all its addresses, beside the rates that hold everywhere. */
  readonly throttle?: string;
  /** Whoever changes or deletes says which version they saw (`If-Match`), or is refused with 428. */
  readonly requireIfMatch?: true;
  /** What else can be done with a row or the list, by name; `actions` of the feature says what does it. */
  readonly actions?: ResourceActions;
  /** Each row that is made, changed or deleted is told of as an event: `shop.product-created`. */
  readonly events?: true;
  /** What can be permitted beside add, change, delete and view: `{ approve_order: 'Can approve order' }`. */
  readonly permissions?: Readonly<Record<string, string>>;
  /** Who may view, add, change and delete, as one policy. A resource without one does not start. */
  readonly access: Policy;
}

/** One of it and several of it, each in one language or by the tags of several. */
export interface ResourceLabels {
  readonly one: Label;
  readonly many: Label;
}

/** How a list is cut into pages. */
export interface Pages {
  readonly style: PageStyle;
  readonly size?: number;
  readonly maxSize?: number;
  /** What `?count=` is where nobody says. Left out, `exact`. Pages by cursor and bare lists count nothing. */
  readonly count?: CountMode;
}

type OrderByOf<All extends Fields> = readonly (NameIn<All> | 'id')[];
type FiltersOf<All extends Fields> = { readonly [Name in PathIn<All>]?: readonly LookUp[] } & {
  readonly id?: readonly KeyLookUp[];
};

/** A resource with these fields: wherever a field is said, it is one of them. */
export interface ResourceOf<
  All extends Fields,
  Filters extends FiltersOf<All> = FiltersOf<All>,
  OrderBy extends OrderByOf<All> = OrderByOf<All>,
> extends Resource {
  readonly fields: All;
  readonly text?: NameIn<All>;
  readonly order?: readonly OrderIn<All>[];
  readonly orderBy?: OrderBy;
  readonly search?: readonly (PathIn<All> | `${'^' | '='}${PathIn<All>}`)[];
  readonly filters?: Filters;
  readonly uniqueTogether?: readonly (readonly NameIn<All>[])[];
}

/** How a filter compares, in Django's words. Of days and moments it also asks when they are, as UTC counts. */
export type LookUp =
  | 'exact'
  | 'iexact'
  | 'contains'
  | 'icontains'
  | 'startswith'
  | 'istartswith'
  | 'endswith'
  | 'iendswith'
  | 'in'
  | 'range'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'isnull'
  | 'year'
  | 'month'
  | 'day'
  | 'date';

/** How the key is asked for: rows that are known by it. */
export type KeyLookUp = Extract<LookUp, 'exact' | 'in'>;

/** That nobody filters by what no field is called. */
type NoOthers<All extends Fields, Filters> = Readonly<
  Record<Exclude<keyof Filters, PathIn<All> | 'id'>, never>
>;

/**
 * Declares a resource. It answers the same value: what it does is to know the names of the fields wherever one is said.
 *
 * @example
 * export const product = defineResource({
 *   name: 'product',
 *   fields: { name: { type: 'text', max: 100 }, price: { type: 'decimal', digits: 10, places: 2 } },
 *   text: 'name',
 *   order: ['name'],
 *   access: policies.IsAuthenticatedOrReadOnly,
 * });
 * export interface Product extends RowOf<typeof product> {}
 */
export function defineResource<
  const All extends Fields,
  const Actions extends ResourceActions = Readonly<Record<never, never>>,
  const Filters extends FiltersOf<All> = Readonly<Record<never, never>>,
  const OrderBy extends OrderByOf<All> = readonly [],
>(
  // What only has to be right where it is written is no part of what comes out: each resource would be compared by it.
  resource: ResourceOf<All, Filters, OrderBy> & {
    readonly actions?: Actions;
    readonly filters?: NoOthers<All, Filters>;
    readonly checks?: Readonly<Record<string, CheckOf<All>>>;
  },
): ResourceOf<All, Filters, OrderBy> & { readonly actions?: Actions } {
  return resource;
}

/** Where a resource lives: in the tables of a feature. */
export interface ResourcePlace {
  readonly feature: string;
  readonly resource: Resource;
}

/** Several of it, as its address says it. */
export function pluralOf({ name, plural }: Pick<Resource, 'name' | 'plural'>): string {
  return plural ?? `${name}s`;
}

/** One of it and several of it, as people read them. */
export function labelsOf(resource: Pick<Resource, 'name' | 'plural' | 'labels'>): ResourceLabels {
  const asWords = (name: string) => name.replaceAll('_', ' ');
  return resource.labels ?? { one: asWords(resource.name), many: asWords(pluralOf(resource)) };
}

/** Whether a name leads to a field by references. */
export function isPath(name: string): boolean {
  return name.includes('__');
}

/** A field, and the references that lead to its row in turn: `author__name` is `name` by `author`. */
export function splitPath(name: string): { readonly references: readonly string[]; readonly field: string } {
  const parts = name.split('__');
  return { references: parts.slice(0, -1), field: parts.at(-1) ?? name };
}

/** The field of an entry of `search`, and how a word is looked for in it. */
export function readSearch(entry: string): { readonly field: string; readonly lookUp: LookUp } {
  if (entry.startsWith('^')) return { field: entry.slice(1), lookUp: 'istartswith' };
  if (entry.startsWith('=')) return { field: entry.slice(1), lookUp: 'iexact' };
  return { field: entry, lookUp: 'icontains' };
}

/** One entry of an order. */
export interface OrderEntry {
  readonly field: string;
  readonly isDescending: boolean;
}

/** An order in which no two rows are equal: it ends with the key. */
export function wholeOrder(order: readonly string[] = []): readonly OrderEntry[] {
  const entries = order.map(readOrder);
  return entries.some(({ field }) => field === 'id') ? entries : [...entries, readOrder('id')];
}

/** The field and whether it runs down, of one entry of an order. */
export function readOrder(entry: string): OrderEntry {
  return entry.startsWith('-')
    ? { field: entry.slice(1), isDescending: true }
    : { field: entry, isDescending: false };
}
