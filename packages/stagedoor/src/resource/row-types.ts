import type { JsonValue } from '../core/kernel/json-value.ts';
import type { SentFile } from '../core/kernel/sent-file.ts';
import type { Field, Fields, NestedNames } from './field.ts';
import type { KeptFile } from './file/kept-file.ts';

export type { SentFile };

/** A resource, as far as its types go. */
interface WithFields {
  readonly fields: Fields;
}

/** What each type of field holds in a row. */
interface Values<One> {
  readonly text: string;
  readonly 'long-text': string;
  readonly markdown: string;
  readonly email: string;
  readonly url: string;
  readonly integer: number;
  readonly decimal: string;
  readonly boolean: boolean;
  readonly date: string;
  readonly time: string;
  readonly moment: Date;
  readonly choice: One extends { readonly of: infer Words } ? Extract<keyof Words, string> : never;
  readonly json: JsonValue;
  readonly file: KeptFile;
  readonly image: KeptFile;
  readonly reference: number;
  readonly references: readonly number[];
}

export type ValueOf<One extends Field> =
  | Values<One>[One['type']]
  | (One extends { readonly nullable: true } ? null : never);

/** What is said of a field where a row is written: a file as it is handed in, and what is nested as it was read, too. */
type SaidOf<One extends Field> = One extends { readonly type: 'file' | 'image' }
  ? SentFile | (One extends { readonly nullable: true } ? null : never)
  : One extends { readonly nested: NestedNames }
    ? SaidKey<One>
    : ValueOf<One>;

type ByKey = number | { readonly id: number };
type SaidKey<One extends Field> = One extends { readonly type: 'references' }
  ? readonly ByKey[]
  : ByKey | (One extends { readonly nullable: true } ? null : never);

/** The names of fields that somebody else than clients says, or nobody. */
type UnwritableNames<All extends Fields> = {
  [Name in keyof All]: All[Name] extends { readonly readOnly: true } | { readonly set: string }
    ? Name
    : never;
}[keyof All];

/** The names of fields that may be left out where a row is made. */
type OptionalNames<All extends Fields> = {
  [Name in keyof All]: All[Name] extends
    | { readonly nullable: true }
    | { readonly blank: true }
    | { readonly default: JsonValue }
    | { readonly type: 'references' }
    ? Name
    : never;
}[keyof All];

type WriteOnlyNames<All extends Fields> = {
  [Name in keyof All]: All[Name] extends { readonly writeOnly: true } ? Name : never;
}[keyof All];

/**
 * A row of a resource as the database has it. Name it once, so that editors and errors say the name:
 *
 * @example
 * export interface Product extends RowOf<typeof product> {}
 */
export type RowOf<Resource extends WithFields> = {
  readonly id: number;
  /** Moves by one with each change of the row; what `ETag` says. */
  readonly version: number;
} & { readonly [Name in keyof Resource['fields']]: ValueOf<Resource['fields'][Name]> };

/** The names of fields that not everybody may read who sees the row. */
type ClosedNames<All extends Fields> = {
  [Name in keyof All]: All[Name] extends { readonly access: { readonly read: unknown } } ? Name : never;
}[keyof All];

/** A row as one person sees it: a field that they may not read is not there. */
export type SeenRowOf<Resource extends WithFields> = Pick<
  RowOf<Resource>,
  Exclude<keyof RowOf<Resource>, ClosedNames<Resource['fields']>>
> &
  Partial<Pick<RowOf<Resource>, Extract<keyof RowOf<Resource>, ClosedNames<Resource['fields']>>>>;

/** A row that another refers to, as far as that one says. */
type Form<Names> = { readonly id: number } & {
  readonly [Name in Extract<Names extends readonly unknown[] ? Names[number] : never, string>]: JsonValue;
};

type ShownOf<One extends Field> = One extends { readonly nested: infer Names }
  ? One extends { readonly type: 'references' }
    ? readonly Form<Names>[]
    : Form<Names> | null
  : One extends { readonly type: 'file' | 'image' }
    ? string | (One extends { readonly nullable: true } ? null : never)
    : ValueOf<One>;

/** A row as it is answered: without what is never shown, and with nested rows in the place of their keys. */
export type PublicOf<Resource extends WithFields> = { readonly id: number } & {
  readonly [Name in Exclude<
    keyof Resource['fields'],
    WriteOnlyNames<Resource['fields']> | ClosedNames<Resource['fields']>
  >]: ShownOf<Resource['fields'][Name]>;
} & {
  readonly [Name in Exclude<ClosedNames<Resource['fields']>, WriteOnlyNames<Resource['fields']>>]?: ShownOf<
    Resource['fields'][Name]
  >;
};

/** The names of moments that are written by themselves, whoever writes the row. */
type MomentNames<All extends Fields> = {
  [Name in keyof All]: All[Name] extends { readonly type: 'moment'; readonly set: string } ? Name : never;
}[keyof All];

type Writable<All extends Fields> = Exclude<keyof All, UnwritableNames<All>>;

type NewRow<All extends Fields, Said extends keyof All> = {
  readonly [Name in Exclude<Said, OptionalNames<All>>]: SaidOf<All[Name]>;
} & { readonly [Name in Extract<Said, OptionalNames<All>>]?: SaidOf<All[Name]> };

/** What makes a row: the required fields, and those with a default if they differ from it. */
export type CreateOf<Resource extends WithFields> = NewRow<Resource['fields'], Writable<Resource['fields']>>;

/** What changes a row as a whole: what is required, and of the rest what is to be otherwise. */
export type ReplaceOf<Resource extends WithFields> = CreateOf<Resource>;

/** What changes of a row: what is left out stays, null is a value. */
export type PatchOf<Resource extends WithFields> = {
  readonly [Name in Writable<Resource['fields']>]?: SaidOf<Resource['fields'][Name]>;
};

type SaidByApplication<All extends Fields> = Exclude<keyof All, MomentNames<All>>;

/** What makes a row where the application itself does: what is read only, too, and whose it is. */
export type OwnCreateOf<Resource extends WithFields> = NewRow<
  Resource['fields'],
  SaidByApplication<Resource['fields']>
>;

/** What the application itself changes of a row. */
export type OwnPatchOf<Resource extends WithFields> = {
  readonly [Name in SaidByApplication<Resource['fields']>]?: SaidOf<Resource['fields'][Name]>;
};
