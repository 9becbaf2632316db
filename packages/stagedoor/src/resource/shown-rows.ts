import { type Field, type NestedNames, shownFields } from './field.ts';
import type { Resource } from './resource.ts';
import type { StoredRow } from './resource-store.ts';

/** A row as it is answered: everything but what is never shown. */
export type ShownRow = Readonly<Record<string, unknown>>;

interface Form {
  readonly id: number;
  readonly [field: string]: unknown;
}

/** A field that is answered as the rows that it refers to. */
export type NestedField = Extract<Field, { nested?: unknown }> & { readonly nested: NestedNames };

/** The rows of these keys, by one statement; those that are not there, or not to be seen, are left out. */
export type ReadForms = (field: NestedField, keys: readonly number[]) => Promise<readonly Form[]>;

/** Rows as they are answered, without the fields that they came without. What is nested costs one statement a field, however many rows there are. */
export async function showRows(
  { fields }: Pick<Resource, 'fields'>,
  rows: readonly StoredRow[],
  readForms: ReadForms,
): Promise<readonly ShownRow[]> {
  const shown = shownFields(fields);
  const forms = new Map<string, ReadonlyMap<number, ShownRow>>();
  for (const [name, field] of shown) {
    if (isNested(field)) forms.set(name, await formsOf(field, keysIn(rows, name), readForms));
  }
  return rows.map((row) => {
    const there = shown.filter(([name]) => Object.hasOwn(row, name));
    const values = there.map(([name]) => [name, shownValue(row[name], forms.get(name))] as const);
    return { id: row.id, ...Object.fromEntries(values) };
  });
}

export function isNested(field: Field): field is NestedField {
  return (field.type === 'reference' || field.type === 'references') && field.nested !== undefined;
}

async function formsOf(
  field: NestedField,
  keys: readonly number[],
  readForms: ReadForms,
): Promise<ReadonlyMap<number, ShownRow>> {
  const forms = keys.length === 0 ? [] : await readForms(field, keys);
  return new Map(
    forms.map((form) => {
      const there = field.nested.filter((name) => Object.hasOwn(form, name));
      const values = there.map((name) => [name, form[name]] as const);
      return [form.id, { id: form.id, ...Object.fromEntries(values) }];
    }),
  );
}

function keysIn(rows: readonly StoredRow[], name: string): readonly number[] {
  return [...new Set(rows.flatMap((row) => row[name]).filter((key) => typeof key === 'number'))];
}

/** What may not be seen is not there: null, and of several keys left out. */
function shownValue(value: unknown, forms: ReadonlyMap<number, ShownRow> | undefined): unknown {
  if (forms === undefined) return value;
  if (Array.isArray(value)) return value.flatMap((key) => forms.get(key) ?? []);
  return typeof value === 'number' ? (forms.get(value) ?? null) : null;
}
