import type { ResourceAction, ResourceActions } from '../resource/action.ts';
import type { Fields } from '../resource/field.ts';
import type { Resource } from '../resource/resource.ts';
import type { CreateOf, PatchOf, PublicOf, SentFile, ValueOf } from '../resource/row-types.ts';
import type { ListedOrder, ListedWhere } from './listed.ts';

/** A declared resource, as `defineResource` answers it. */
export type Declared = Resource & { readonly fields: Fields; readonly actions?: ResourceActions };

type InJson<Value> = Value extends Date ? string : Value;
type Sent<Value> = Value extends Date ? Date | string : Value extends SentFile ? File | Blob : Value;

/** A row as the API answers it: moments as texts, decimals too, nothing that is never shown. */
export type Shown<One extends Declared> = {
  readonly [Name in keyof PublicOf<One>]: InJson<PublicOf<One>[Name]>;
};

/** The names that a row may be asked for by: of what it shows, and of what is nested in it behind a dot. */
export type ShownName<One extends Declared> = Extract<keyof Shown<One>, string> | NestedName<One>;

type NestedName<One extends Declared> = {
  [Name in NamesOf<One>]: One['fields'][Name] extends { readonly nested: readonly (infer Inner)[] }
    ? `${Name}.${Extract<Inner, string> | 'id'}`
    : never;
}[NamesOf<One>];

/** A row with the fields that were asked for and its id; with all of them where none was named. */
export type Answered<One extends Declared, Asked extends string> = [Asked] extends [never]
  ? Shown<One>
  : {
      readonly [Name in keyof Shown<One> as Name extends 'id' | FirstOf<Asked> ? Name : never]: Name extends
        | 'id'
        | Asked
        ? Shown<One>[Name]
        : Part<Shown<One>[Name], InnerOf<Asked, Extract<Name, string>>>;
    };

type FirstOf<Asked extends string> = Asked extends `${infer First}.${string}` ? First : Asked;
type InnerOf<Asked extends string, Name extends string> = Asked extends `${Name}.${infer Inner}`
  ? Inner
  : never;
type Part<Nested, Inner extends string> = Nested extends readonly (infer One)[]
  ? readonly Part<One, Inner>[]
  : Nested extends object
    ? Pick<Nested, Extract<keyof Nested, 'id' | Inner>>
    : Nested;

/** What makes a row, or changes it as a whole: then what is left out stays. */
export type New<One extends Declared> = {
  readonly [Name in keyof CreateOf<One>]: Sent<CreateOf<One>[Name]>;
};

/** What changes of a row. */
export type Change<One extends Declared> = {
  readonly [Name in keyof PatchOf<One>]: Sent<PatchOf<One>[Name]>;
};

/** The names that a problem may be about. */
export type NamesOf<One extends Declared> = Extract<keyof One['fields'], string>;

/** The names of files, which only a form of one row sends. */
type FileNames<One extends Declared> = {
  [Name in NamesOf<One>]: One['fields'][Name]['type'] extends 'file' | 'image' ? Name : never;
}[NamesOf<One>];

/** What a list is asked for: what the declaration lets clients filter and order by. */
export interface ListQuery<One extends Declared, Asked extends ShownName<One> = ShownName<One>> {
  /** Of each row these alone, and its id: `['name', 'maker.name']`. What is not named costs nothing. Left out, all. */
  readonly fields?: readonly Asked[];
  /** Values, or look-ups in Django's words: `{ price: { gte: '10' } }`; fields of rows that references lead to by their path, `author__name`. */
  readonly where?: ListedWhere<One>;
  readonly search?: string;
  readonly order?: readonly (ListedOrder<One> | `-${ListedOrder<One>}`)[];
  /** Of pages by number. */
  readonly page?: number | 'last';
  readonly pageSize?: number;
  /** Of pages by place. */
  readonly limit?: number;
  readonly offset?: number;
  /** Whether rows are counted, and how far. */
  readonly count?: 'exact' | 'capped' | 'none';
}

/** A page of a list. `next` and `previous` are what `follow` takes. */
export interface Page<Row> {
  readonly results: readonly Row[];
  readonly next: string | null;
  readonly previous: string | null;
  /** How many rows there are, where they were counted. */
  readonly count?: number | null;
}

/** Rows that are written together, all or none; without files. */
export interface Writes<One extends Declared> {
  readonly delete?: readonly Seen[];
  readonly update?: readonly (Seen & Omit<Change<One>, FileNames<One>>)[];
  readonly create?: readonly Omit<New<One>, FileNames<One>>[];
}

interface Seen {
  readonly id: number;
  readonly version?: number;
}

export interface Written<One extends Declared> {
  readonly delete: readonly number[];
  readonly update: readonly Shown<One>[];
  readonly create: readonly Shown<One>[];
}

type ActionsOf<One extends Declared> = NonNullable<One['actions']>;
/** Those that are declared by name; that there may be others of any name is no name. */
type Named<All> = { readonly [Name in keyof All as string extends Name ? never : Name]: All[Name] };
export type ActionName<One extends Declared> = Extract<keyof Named<ActionsOf<One>>, string>;
export type ActionOf<One extends Declared, Name extends ActionName<One>> = ActionsOf<One>[Name];

type SentTo<All extends Fields> = New<{ readonly fields: All } & Declared>;

/** One act: which row, what is sent, and where the action is where its declaration says that. */
export type ActOf<One extends ResourceAction> = (One['on'] extends 'row' ? Seen : unknown) &
  (One extends { readonly input: infer Input extends Fields } ? { readonly input: SentTo<Input> } : unknown) &
  (One extends { readonly path: infer Path } ? { readonly path: Path } : unknown) &
  (One extends { readonly method: infer Method } ? { readonly method: Method } : unknown);

export type InputNames<One extends ResourceAction> = One extends { readonly input: infer Input }
  ? Extract<keyof Input, string>
  : never;

/** What an action answers: the row, or nothing where who acted sees it no longer; its own fields, or nothing. */
export type ActedOf<One extends Declared, Action extends ResourceAction> = Action extends {
  readonly answer: infer Answer;
}
  ? Answer extends 'row'
    ? Shown<One> | null
    : Answer extends Fields
      ? { readonly [Name in keyof Answer]: InJson<ValueOf<Answer[Name]>> }
      : null
  : null;
