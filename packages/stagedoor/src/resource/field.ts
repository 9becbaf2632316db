import type { JsonValue } from '../core/kernel/json-value.ts';
import type { FieldRule } from '../core/policy/field-rules.ts';

/** What any field may say beside its type. */
interface FieldOptions {
  /** As people read it; left out, the name with blanks for underscores. */
  readonly label?: string;
  /** Null is a value of it; without a default it is null where nothing was said. */
  readonly nullable?: true;
  /** No two rows have the same; any number have null. */
  readonly unique?: true;
  /** Looked for often: the column has an index. */
  readonly index?: true;
  /** Shown, and taken from nobody: what is sent is passed over, as in REST framework. */
  readonly readOnly?: true;
  /** Taken, and never shown, nor searched, filtered or ordered by. */
  readonly writeOnly?: true;
  /** What it was called before: its column is renamed and keeps what is in it. */
  readonly was?: string;
  /** Who may read it, and who may write it, where not everybody may who does so with the row. To all others it is not there. */
  readonly access?: FieldRule;
}

/** What any text may say beside that. */
interface TextOptions extends FieldOptions {
  /** Parts of it are looked for often: an index finds them, of three characters and more. */
  readonly searchIndex?: true;
}

/** A text of one line, at most `max` characters; trimmed as it is read. */
export interface TextField extends TextOptions {
  readonly type: 'text';
  readonly max: number;
  readonly min?: number;
  /** The empty text is a value of it, and the default. */
  readonly blank?: true;
  readonly default?: string;
}

/** A text of any length up to `max` (left out: 100,000 characters), with lines. */
export interface LongTextField extends TextOptions {
  readonly type: 'long-text' | 'markdown';
  readonly max?: number;
  readonly blank?: true;
  readonly default?: string;
}

/** An e-mail address of at most 254 characters. */
export interface EmailField extends TextOptions {
  readonly type: 'email';
  readonly blank?: true;
  readonly default?: string;
}

/** An absolute URL of `http:` or `https:`, at most `max` (left out: 200) characters. */
export interface UrlField extends TextOptions {
  readonly type: 'url';
  readonly max?: number;
  readonly blank?: true;
  readonly default?: string;
}

/** A whole number that JavaScript keeps exactly, between −(2⁵³ − 1) and 2⁵³ − 1. */
export interface IntegerField extends FieldOptions {
  readonly type: 'integer';
  readonly min?: number;
  readonly max?: number;
  readonly default?: number;
}

/** A number kept exactly, as text: `"9.99"`. `digits` in all, at most 15, of them `places` after the point. */
export interface DecimalField extends FieldOptions {
  readonly type: 'decimal';
  readonly digits: number;
  readonly places: number;
  readonly min?: string;
  readonly max?: string;
  readonly default?: string;
}

export interface BooleanField extends FieldOptions {
  readonly type: 'boolean';
  readonly default?: boolean;
}

/** A day of the calendar, `YYYY-MM-DD`, in no zone. */
export interface DateField extends FieldOptions {
  readonly type: 'date';
  readonly default?: string;
}

/** A time of the day, `hh:mm:ss`, in no zone. */
export interface TimeField extends FieldOptions {
  readonly type: 'time';
  readonly default?: string;
}

/** A moment, to the millisecond. `set` writes it: `created` once, `saved` with each change; nobody else does. */
export interface MomentField extends FieldOptions {
  readonly type: 'moment';
  readonly set?: 'created' | 'saved';
}

/** One of a list of words: `of` gives each its name for people. */
export interface ChoiceField extends FieldOptions {
  readonly type: 'choice';
  readonly of: Readonly<Record<string, string>>;
  readonly default?: string;
}

/** Whatever JSON says, at most 64 KiB of it. */
export interface JsonField extends FieldOptions {
  readonly type: 'json';
  readonly default?: JsonValue;
}

/** What fields of files share: what they hold is one row's, and has no order. */
interface FileOptions
  extends Pick<FieldOptions, 'label' | 'nullable' | 'readOnly' | 'writeOnly' | 'was' | 'access'>,
    Readonly<Partial<Record<'unique' | 'index', undefined>>> {
  /** The largest that is taken; left out, what UPLOAD_LIMIT_BYTES lets through. */
  readonly maxBytes?: number;
}

/** A file, kept as it was sent and given out to be saved, never shown. */
export interface FileField extends FileOptions {
  readonly type: 'file';
  /** The ends of names that are taken, in lower case: `['pdf', 'docx']`. */
  readonly extensions: readonly string[];
}

/** A picture: JPEG, PNG, WebP or GIF, drawn anew as WebP. Needs the package sharp. */
export interface ImageField extends FileOptions {
  readonly type: 'image';
  /** As wide and high as it is kept at most, in pixels; left out, 2,048. */
  readonly maxSide?: number;
}

/** Fields of what is referred to: `['name']`. */
export type NestedNames = readonly string[];

/** What becomes of the row when what it refers to is deleted. */
export type OnDelete = 'cascade' | 'protect' | 'set null';

/** The key of a row of another resource, or of this one, which is named so that the order of files never matters. */
export interface ReferenceField extends FieldOptions {
  readonly type: 'reference';
  /** `user`, or the name of a resource; of another feature `feature.resource`. */
  readonly to: string;
  readonly onDelete: OnDelete;
  /**
   * What of the row that it refers to is answered in the place of the key, beside its id: `['username', 'first_name']`. Written by the key.
   * Whoever may not see that row reads null.
   */
  readonly nested?: NestedNames;
  /** Who is logged in as the row is made; nobody else says it. Only for a reference to `user`. */
  readonly set?: 'caller';
}

/**
 * The keys of any number of rows of another resource, each once: a table of its own keeps them, `<feature>_<resource>_<field>`, and forgets those
 * that are deleted. None is a value of it, and the default.
 */
export interface ReferencesField
  extends Pick<FieldOptions, 'label' | 'readOnly' | 'writeOnly' | 'was' | 'access'>,
    Readonly<Partial<Record<'nullable' | 'unique' | 'index', undefined>>> {
  readonly type: 'references';
  /** As of a reference: `user`, a resource, or `feature.resource`. */
  readonly to: string;
  /** How many at most; left out, 100. */
  readonly max?: number;
  /** As of a reference; rows that are not to be seen are left out. */
  readonly nested?: NestedNames;
}

/** A field that is a column of the table. */
export type ColumnField =
  | TextField
  | LongTextField
  | EmailField
  | UrlField
  | IntegerField
  | DecimalField
  | BooleanField
  | DateField
  | TimeField
  | MomentField
  | ChoiceField
  | JsonField
  | FileField
  | ImageField
  | ReferenceField;

/** One input, one output, one control of a form; one column, or one table of keys. */
export type Field = ColumnField | ReferencesField;

export type FieldType = Field['type'];
export type Fields = Readonly<Record<string, Field>>;

/** As people read it. */
export function labelOf(name: string, { label }: Field): string {
  return label ?? name.replaceAll('_', ' ');
}

/** Whether clients may say what is in it. */
export function isWritable(field: Field): boolean {
  return field.readOnly !== true && !('set' in field && field.set !== undefined);
}

/** Everything but what is never shown. */
export function shownFields(fields: Fields): readonly (readonly [string, Field])[] {
  return Object.entries(fields).filter(([, field]) => !field.writeOnly);
}

/**
 * What a list reads of its rows: where something is only written, what is shown alone, for `largestRow` counts no more. Otherwise all, by
 * the one text that its statement then has.
 */
export function readToShow(fields: Fields): { readonly fields?: readonly string[] } {
  const shown = shownFields(fields);
  return shown.length === Object.keys(fields).length ? {} : { fields: shown.map(([name]) => name) };
}

/** Those that are columns of the table. */
export function columnFields(fields: Fields): readonly (readonly [string, ColumnField])[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.type === 'references' ? [] : [[name, field] as const],
  );
}

/** Those that are tables of keys. */
export function referencesFields(fields: Fields): readonly (readonly [string, ReferencesField])[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.type === 'references' ? [[name, field] as const] : [],
  );
}

/** Whether a row can be made without saying it. */
export function isOptional(field: Field): boolean {
  return (
    !isWritable(field) ||
    field.type === 'references' ||
    field.nullable === true ||
    ('blank' in field && field.blank === true) ||
    ('default' in field && field.default !== undefined)
  );
}

/** What a row has where its maker said nothing; undefined where they must. */
export function defaultOf(field: Field): JsonValue | undefined {
  if (field.type === 'references') return [];
  if ('default' in field && field.default !== undefined) return field.default;
  if ('blank' in field && field.blank === true) return '';
  return field.nullable === true ? null : undefined;
}
