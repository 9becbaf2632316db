import type { FieldProblem } from '../../core/kernel/errors.ts';
import type { Read } from '../../core/kernel/read-value.ts';
import type { Field } from '../../resource/field.ts';
import { fieldNamed } from '../../resource/field-named.ts';
import { readFilterValue } from '../../resource/read/read-filter.ts';
import type { LookUp, Resource } from '../../resource/resource.ts';
import type { RowFilter } from '../../resource/resource-store.ts';
import { listedValues, oneOfSeveral } from './listed-values.ts';

const MOST_VALUES = 100;
const LONGEST_VALUE = 1000;

interface FilteredList extends Pick<Resource, 'fields' | 'filters'> {
  readonly fieldAt?: (name: string) => Field | undefined;
}

type ReadFilter = 'unknown' | 'blank' | { readonly filter: RowFilter } | { readonly problem: FieldProblem };

/**
 * One parameter as a filter, `price__gte=5`; `unknown` for what the declaration does not name, `blank` for what asks for nothing, as in
 * django-filter. Who looks for the blank itself writes the look-up out: `title__exact=`.
 */
export function readFilter(
  { filters = {}, ...list }: FilteredList,
  parameter: string,
  raw: unknown,
): ReadFilter {
  const asked = askedIn(filters, parameter);
  const field = asked === null ? undefined : fieldOf(list, asked.name);
  if (asked === null || field === undefined) return 'unknown';
  const lookUp = severalOf(field, asked.lookUp, raw);
  const said = listed.has(lookUp) ? raw : last(raw);
  if (isBlank(said) && !parameter.endsWith('__exact')) return 'blank';
  const read = listed.has(asked.lookUp) ? readListed(field, lookUp, said) : readSaid(field, lookUp, said);
  return 'problem' in read ? read : { filter: { field: asked.name, lookUp, value: read.value } };
}

/** Of what an address says several times the last one counts, as in Django. */
export function last(raw: unknown): unknown {
  return Array.isArray(raw) ? raw.at(-1) : raw;
}

/** Several values of one that is chosen are any of them, as django-filter has it where several may be chosen. */
function severalOf({ type }: Field, lookUp: LookUp, raw: unknown): LookUp {
  return lookUp === 'exact' && chosen.has(type) && Array.isArray(raw) && raw.length > 1 ? 'in' : lookUp;
}

const chosen: ReadonlySet<Field['type']> = new Set(['reference', 'references', 'choice']);

function isBlank(raw: unknown): boolean {
  return [raw].flat().every((one) => typeof one === 'string' && one.trim() === '');
}

/** `price` is `exact`, as a whole or with the look-up at its end: `author__name__icontains`. */
function askedIn(
  filters: NonNullable<Resource['filters']>,
  parameter: string,
): { readonly name: string; readonly lookUp: LookUp } | null {
  const end = parameter.lastIndexOf('__');
  const asked: readonly (readonly [name: string, lookUp: string])[] = [
    [parameter, 'exact'],
    [parameter.slice(0, Math.max(end, 0)), parameter.slice(end + 2)],
  ];
  for (const [name, lookUp] of asked) {
    const allowed = Object.hasOwn(filters, name) ? (filters[name] ?? []) : [];
    const found = allowed.find((one) => one === lookUp);
    if (found !== undefined) return { name, lookUp: found };
  }
  return null;
}

const key: Field = { type: 'integer' };

export function fieldOf({ fields, fieldAt }: Omit<FilteredList, 'filters'>, name: string): Field | undefined {
  if (name === 'id') return key;
  if (fieldAt !== undefined) return fieldAt(name);
  return fieldNamed(fields, name);
}

/** What takes several values. */
export const listed: ReadonlySet<LookUp> = new Set(['in', 'range']);

/** They stand between commas; or in several parameters of the name, each of them one, as OpenAPI has lists in an address. */
function readListed(field: Field, lookUp: LookUp, raw: unknown): Read {
  const said = [raw].flat();
  if (!said.every((one) => typeof one === 'string')) return { problem: { code: 'invalid_string' } };
  const values = said.length > 1 ? said.map(oneOfSeveral) : said.flatMap(withoutEnd);
  return readValues(field, lookUp, values);
}

/** A comma at the end has nothing behind it; a blank that is meant stands in quotes. */
function withoutEnd(text: string): readonly string[] {
  const values = listedValues(text);
  return text.endsWith(',') ? values.slice(0, -1) : values;
}

/** As it stands, whatever commas there are in it: one value, or each of several. */
function readSaid(field: Field, lookUp: LookUp, raw: unknown): Read {
  const said = [raw].flat();
  if (!said.every((one) => typeof one === 'string')) return { problem: { code: 'invalid_string' } };
  if (lookUp === 'in')
    return readValues(
      field,
      lookUp,
      said.filter((one) => !isBlank(one)),
    );
  const [value = ''] = said;
  return isTooLong(value) ? tooLong : readFilterValue(field, lookUp, value);
}

function readValues(field: Field, lookUp: LookUp, values: readonly string[]): Read {
  if (values.length > MOST_VALUES)
    return { problem: { code: 'too_many_values', params: { max: MOST_VALUES } } };
  return values.some(isTooLong) ? tooLong : readFilterValue(field, lookUp, values);
}

function isTooLong(value: string): boolean {
  return value.length > LONGEST_VALUE;
}

const tooLong = { problem: { code: 'max_length', params: { max_length: LONGEST_VALUE } } } as const;
