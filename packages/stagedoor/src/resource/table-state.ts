import type { JsonValue } from '../core/kernel/json-value.ts';
import { plainRule } from './check/plain-rule.ts';
import { type Rule, renamedRule } from './check/rule.ts';
import {
  type ColumnField,
  columnFields,
  type Field,
  type OnDelete,
  type ReferenceField,
  type ReferencesField,
  referencesFields,
} from './field.ts';
import { fieldNamed } from './field-named.ts';
import { isFile } from './file-fields.ts';
import { defaultValueOf } from './read/default-value.ts';
import type { Resource } from './resource.ts';

/** What a column holds; lengths and words are kept by whoever reads input, so that they may change without a step. */
export type ColumnType =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'time'
  | 'moment'
  | 'json'
  | 'reference';

/** A column, as plain JSON: steps of a migration hold it, and the next one is the difference to it. */
export interface ColumnState {
  readonly type: ColumnType;
  readonly digits?: number;
  readonly places?: number;
  readonly nullable?: true;
  readonly unique?: true;
  readonly index?: true;
  /** Parts of it are looked for by an index. */
  readonly search?: true;
  /** What rows have that were there before the column was. */
  readonly default?: JsonValue;
  readonly references?: { readonly table: string; readonly onDelete: OnDelete };
}

export interface TableState {
  readonly columns: Readonly<Record<string, ColumnState>>;
  readonly uniqueTogether?: readonly (readonly string[])[];
  /** What must hold of every row, by the columns: `field` names one there. */
  readonly checks?: Readonly<Record<string, Rule>>;
}

/** The tables of a feature by their names. */
export type TableStates = Readonly<Record<string, TableState>>;

const columnTypes: Readonly<Record<ColumnField['type'], ColumnType>> = {
  text: 'text',
  'long-text': 'text',
  markdown: 'text',
  email: 'text',
  url: 'text',
  choice: 'text',
  integer: 'integer',
  decimal: 'decimal',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  moment: 'moment',
  json: 'json',
  file: 'text',
  image: 'text',
  reference: 'reference',
};

/** The table of a resource of a feature: Django's form of names. */
export function tableNameOf(feature: string, { name }: Pick<Resource, 'name'>): string {
  return `${feature}_${name}`;
}

/** The column of a field: that of a reference is called after the key it holds, as Django's. */
export function columnNameOf(name: string, field: Field): string {
  return field.type === 'reference' ? `${name}_id` : name;
}

/** The table that a reference leads to: ours of users, another feature's by `feature.resource`, or one beside it. */
export function tableReferredTo(
  feature: string,
  { to }: Pick<ReferenceField | ReferencesField, 'to'>,
): string {
  if (to === 'user') return 'auth_user';
  const [first = '', second] = to.split('.');
  return second === undefined ? tableNameOf(feature, { name: first }) : tableNameOf(first, { name: second });
}

export function tableStateOf(feature: string, resource: Resource): TableState {
  const { fields, uniqueTogether } = resource;
  const columns = columnFields(fields).map(([name, field]): [string, ColumnState] => [
    columnNameOf(name, field),
    columnStateOf(feature, field),
  ]);
  const together = uniqueTogether?.map((names) => names.map((name) => columnOf(fields, name)));
  return {
    columns: Object.fromEntries(columns),
    ...(together === undefined || together.length === 0 ? {} : { uniqueTogether: together }),
    ...checkStatesOf(resource),
  };
}

function checkStatesOf({ fields, checks = {} }: Resource): Pick<TableState, 'checks'> {
  const states = Object.entries(checks).map(([name, { holds }]): [string, Rule] => [
    name,
    renamedRule(plainRule(fields, holds), (field) => columnOf(fields, field)),
  ]);
  return states.length === 0 ? {} : { checks: Object.fromEntries(states) };
}

/** The column of a field by its name; the key is called as it is. */
export function columnOf(fields: Resource['fields'], name: string): string {
  const field = fieldNamed(fields, name);
  return field === undefined ? name : columnNameOf(name, field);
}

/** A table of keys: which rows of one table refer to which of another, once each. */
export interface LinkTable {
  readonly table: string;
  /** The key of the row that refers. */
  readonly from: string;
  /** The key of what it refers to. */
  readonly to: string;
  readonly referredTo: string;
}

/** The table of a field's keys. Django's form of names, where both are of one table too. */
export function linkTableOf(
  { feature, resource }: { readonly feature: string; readonly resource: Pick<Resource, 'name'> },
  field: string,
  { to }: Pick<ReferencesField, 'to'>,
): LinkTable {
  const own = tableNameOf(feature, resource);
  const referredTo = tableReferredTo(feature, { to });
  const other = to.split('.').at(-1) ?? to;
  const isAlike = other === resource.name;
  return {
    table: `${own}_${field}`,
    from: isAlike ? `from_${other}_id` : `${resource.name}_id`,
    to: isAlike ? `to_${other}_id` : `${other}_id`,
    referredTo,
  };
}

/** The tables of a resource: its own, then those of its keys. */
export function tableStatesOf(feature: string, resource: Resource): TableStates {
  const own = tableNameOf(feature, resource);
  const links = referencesFields(resource.fields).map(([name, field]): [string, TableState] => {
    const { table, from, to, referredTo } = linkTableOf({ feature, resource }, name, field);
    return [table, linkState({ from, to, own, referredTo })];
  });
  return Object.fromEntries([[own, tableStateOf(feature, resource)], ...links]);
}

function linkState(
  link: Pick<LinkTable, 'from' | 'to' | 'referredTo'> & { readonly own: string },
): TableState {
  const { from, to, own, referredTo } = link;
  const key = (table: string): ColumnState => ({
    type: 'reference',
    references: { table, onDelete: 'cascade' },
  });
  return {
    // By the other key it is looked for from the other side, and where that is deleted.
    columns: { [from]: key(own), [to]: { ...key(referredTo), index: true } },
    uniqueTogether: [[from, to]],
  };
}

function columnStateOf(feature: string, field: ColumnField): ColumnState {
  const { nullable, unique, index } = field;
  const fallback = defaultValueOf(field);
  return {
    type: columnTypes[field.type],
    ...(field.type === 'decimal' ? { digits: field.digits, places: field.places } : {}),
    ...(nullable ? { nullable } : {}),
    ...(unique ? { unique } : {}),
    // Whatever is referred to is looked for by it, when it is deleted at the least; and so is the row of a file.
    ...((index ?? (field.type === 'reference' || isFile(field))) ? { index: true } : {}),
    ...('searchIndex' in field && field.searchIndex ? { search: true } : {}),
    ...(fallback === undefined || fallback === null ? {} : { default: fallback }),
    ...(field.type === 'reference'
      ? { references: { table: tableReferredTo(feature, field), onDelete: field.onDelete } }
      : {}),
  };
}

/** Rows that are there already would have nothing in it. */
export function isUnfilled({ nullable, default: fallback }: ColumnState): boolean {
  return !nullable && fallback === undefined;
}
