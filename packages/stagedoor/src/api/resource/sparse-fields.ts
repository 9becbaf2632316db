import { type TSchema, Type } from 'typebox';
import type { FieldProblem } from '../../core/kernel/errors.ts';
import { type Fields, shownFields } from '../../resource/field.ts';
import { fieldNamed } from '../../resource/field-named.ts';
import { isNested } from '../../resource/shown-rows.ts';

/** Those of the fields that somebody asks for, with no more of what is nested in them; and the names that are none. */
export interface SparseFields {
  readonly fields: Fields;
  readonly wrong: readonly { readonly name: string; readonly problem: FieldProblem }[];
}

/**
 * Names of fields with commas between them, in the order in which they are shown: JSON:API's sparse fieldsets. Of what is nested some
 * again, `author.name`. The key is always there, named or not.
 */
export function readSparseFields(fields: Fields, text: string): SparseFields {
  const shown = Object.fromEntries(shownFields(fields));
  const asked = new Map<string, readonly string[] | 'whole'>();
  const wrong: { name: string; problem: FieldProblem }[] = [];
  const names = text.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
  for (const [at, name] of names.entries()) {
    const [first = '', ...inner] = name.split('.');
    const before = asked.get(first);
    const isRepeated = names.indexOf(name) < at || before === 'whole' || (before && inner.length === 0);
    if (!isThere(shown, first, inner)) wrong.push({ name, problem: problemOf('unknown_field', name) });
    else if (isRepeated) wrong.push({ name, problem: problemOf('repeated_field', name) });
    else if (first !== 'id') asked.set(first, inner.length === 0 ? 'whole' : [...(before ?? []), ...inner]);
  }
  return { fields: Object.fromEntries([...asked].map((one) => narrowed(shown, one))), wrong };
}

function isThere(shown: Fields, name: string, inner: readonly string[]): boolean {
  const field = fieldNamed(shown, name);
  if (inner.length === 0) return name === 'id' || field !== undefined;
  const [one = ''] = inner;
  if (field === undefined || !isNested(field) || inner.length > 1) return false;
  return one === 'id' || field.nested.includes(one);
}

function narrowed(shown: Fields, [name, inner]: readonly [string, readonly string[] | 'whole']) {
  const field = shown[name] as Fields[string];
  return [name, inner === 'whole' ? field : ({ ...field, nested: inner } as typeof field)] as const;
}

const LONGEST_SHOWN = 60;

function problemOf(code: 'unknown_field' | 'repeated_field', name: string): FieldProblem {
  return { code, params: { field: name.slice(0, LONGEST_SHOWN).toWellFormed() } };
}

/** What an address may say of the fields that it answers. */
export function sparseSchema(fields: Fields): TSchema {
  const names = shownFields(fields).map(([name]) => name);
  return Type.String({
    description: `Some of ${names.join(', ')}, with commas: a row then has its id and these alone. Of what is nested some again, with a dot.`,
  });
}
