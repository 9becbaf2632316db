import type { Fields } from '../resource/field.ts';
import type { Resource } from '../resource/resource.ts';
import type { Comparison, ListOf, Where } from '../resource/typed-rows.ts';

type Declared = Resource & { readonly fields: Fields };

/** Of fields that are not known while it is written, nothing is known of filters either. */
type IsKnown<One extends Declared> = string extends keyof One['fields'] ? false : true;

type FiltersIn<One> = One extends { readonly filters?: infer Filters } ? NonNullable<Filters> : never;
/** Those that are declared: that there may be others of any name is no name. */
type Filters<One> = {
  readonly [Name in keyof FiltersIn<One> as undefined extends FiltersIn<One>[Name]
    ? never
    : Name]: FiltersIn<One>[Name] extends readonly (infer LookUp)[] ? LookUp : never;
};

type Plain = string | number | boolean | Date;
type PlainIn<Asked> = Asked extends Plain ? Asked : never;
type LookUpsIn<Asked> = Asked extends Plain | null ? never : Asked;

/** A value where `exact` may be asked, null where `isnull` may, and look-ups in Django's words. */
type AskedBy<Asked, LookUp> =
  | ('exact' extends LookUp ? PlainIn<Asked> : never)
  | ('isnull' extends LookUp ? null : never)
  | Partial<Pick<LookUpsIn<Asked>, Extract<LookUp, keyof LookUpsIn<Asked>>>>;

type Own<One extends Declared, All> = {
  readonly [Name in Extract<keyof All, keyof One['fields']>]?: AskedBy<
    Comparison<One['fields'][Name]>,
    All[Name]
  >;
};

type ByKey<All> = All extends { readonly id: infer LookUp }
  ? { readonly id?: AskedBy<number | { readonly exact?: number; readonly in?: readonly number[] }, LookUp> }
  : unknown;

/** As addresses say it: `price__gte`, `author__name`. */
type Flat<One extends Declared, All> = {
  readonly [Name in Extract<keyof All, string> as FlatName<
    Name,
    Exclude<All[Name], Name extends keyof One['fields'] | 'id' ? 'exact' : never>
  >]?: Flatly;
};
type Flatly = string | number | boolean | Date | readonly (string | number | Date)[];
type FlatName<Name extends string, LookUp> = LookUp extends 'exact'
  ? Name
  : `${Name}__${Extract<LookUp, string>}`;

/** What rows may be asked to be, by the filters of the declaration. */
export type ListedWhere<One extends Declared> =
  IsKnown<One> extends true
    ? Own<One, Filters<One>> & ByKey<Filters<One>> & Flat<One, Filters<One>>
    : Where<One> & { readonly [path: `${string}__${string}`]: Flatly };

/** What lists may be put in order by. */
export type ListedOrder<One extends Declared> =
  IsKnown<One> extends true
    ? One extends { readonly orderBy?: infer OrderBy }
      ? 'id' | Extract<NonNullable<OrderBy> extends readonly (infer Name)[] ? Name : never, string>
      : never
    : Extract<NonNullable<ListOf<One>['order']>[number], string>;
