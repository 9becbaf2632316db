import type { AccessRule } from '../access/access-rule.ts';

/** What a column may be compared with; whole numbers alone, and text that is well-formed. */
export type Scalar = string | number | boolean;

/** The fields of a row of which nothing else is known. */
export type AnyFields = Readonly<Record<string, Scalar | null>>;

/** What is asked for: Django's four, GET being `view` and PATCH `change`, or an action of the site's own such as `approve`. */
export type Action = 'view' | 'add' | 'change' | 'delete' | (string & {});

/** Rows of some table that belong to whoever asks: `user` is the column that holds their id. */
export interface OwnRows {
  readonly table: string;
  readonly user: string;
  /** Columns of that table that must hold these values. */
  readonly where?: Readonly<Record<string, Scalar | null>>;
}

/** What one column of these rows holds. */
export interface OwnValues extends OwnRows {
  readonly value: string;
}

type OneOf<Names extends object> = {
  readonly [Name in keyof Names]-?: { readonly [One in Name]-?: NonNullable<Names[One]> };
}[keyof Names];

/** About who asks: each name of a route's rule, alone. A token with a scope is neither staff nor no staff. */
export type WhoAsks =
  | { readonly anyone: true }
  | { readonly authenticated: true }
  | OneOf<AccessRule>
  /** Any of these roles, held everywhere. */
  | { readonly role: string | readonly string[] };

export type WhatIsAsked = { readonly action: Action | readonly Action[] };

/** Neither knows a row: all of it is answered before one is read, but whether they have rows elsewhere. */
export type AskerLeaf = WhoAsks | WhatIsAsked | { readonly has: OwnRows };

type Named<Fields> = Extract<keyof Fields, string>;
type FieldsHolding<Fields, Value> = {
  [Name in Named<Fields>]: Extract<Fields[Name], Value> extends never ? never : Name;
}[Named<Fields>];

/** About the row. Null is no value: what is null is not 'live', and not the asker's. */
export type RowLeaf<Fields extends object> =
  | {
      [Name in Named<Fields>]:
        | { readonly field: Name; readonly is: Extract<Fields[Name], Scalar> | null }
        | { readonly field: Name; readonly in: readonly Extract<Fields[Name], Scalar>[] }
        | { readonly field: Name; readonly in: OwnValues };
    }[Named<Fields>]
  /** The field holds the id of whoever asks. */
  | { readonly owner: FieldsHolding<Fields, number> }
  /** Any of these roles, held in the organization whose id the field holds. */
  | { readonly role: string | readonly string[]; readonly organization: FieldsHolding<Fields, number> }
  /** They were given this permission on the object that the row is: a codename such as `change_project`. */
  | { readonly granted: string };

/** Where it does not hold, this is what is said: `<feature>.<name>` of a refusal whose status is 403. */
export interface Worded<Asked> {
  readonly policy: Asked;
  readonly refusal: `${string}.${string}`;
}

/**
 * Who may do what, as a plain value: it can be shown, compared, and read as a question about one row or as the filter of a list,
 * with the same answer. Where policies are defined they may be said by name (`definePolicies`).
 *
 * @example
 * const canEdit: Policy<Article> = { any: [{ action: 'view' }, { owner: 'author' }, { staff: true }] };
 */
export type Policy<Fields extends object = AnyFields, Name extends string = never> =
  | Name
  | { readonly all: readonly Policy<Fields, Name>[] }
  | { readonly any: readonly Policy<Fields, Name>[] }
  | { readonly not: Policy<Fields, Name> }
  | Worded<Policy<Fields, Name>>
  | AskerLeaf
  | RowLeaf<Fields>;

/** A policy that knows no row: what routes and pages ask. */
export type AskerPolicy =
  | { readonly all: readonly AskerPolicy[] }
  | { readonly any: readonly AskerPolicy[] }
  | { readonly not: AskerPolicy }
  | Worded<AskerPolicy>
  | AskerLeaf;

/** Everything that joins no others. */
export type PolicyLeaf = AskerLeaf | RowLeaf<AnyFields>;
