import type { FieldProblem } from '../../core/kernel/errors.ts';
import type { Read } from '../../core/kernel/read-value.ts';
import type { Field } from '../../resource/field.ts';
import { readFilterValue } from '../../resource/read/read-filter.ts';
import type { LookUp, Resource } from '../../resource/resource.ts';
import type { RowFilter } from '../../resource/resource-store.ts';

const MOST_VALUES = 100;
const LONGEST_VALUE = 1000;

interface FilteredList extends Pick<Resource, 'fields' | 'filters'> {
  readonly fieldAt?: (name: string) => Field | undefined;
}

type ReadFilter = 'unknown' | { readonly filter: RowFilter | null } | { readonly problem: FieldProblem };

/** One parameter as a filter, `price__gte=5`; `unknown` for what the declaration does not name. */
export function readFilter(
  { filters = {}, ...list }: FilteredList,
  parameter: string,
  raw: unknown,
): ReadFilter {
  const asked = askedIn(filters, parameter);
  const field = asked === null ? undefined : fieldOf(list, asked.name);
  if (asked === null || field === undefined) return 'unknown';
  const { name, lookUp } = asked;
  if (typeof raw !== 'string' || raw.length > LONGEST_VALUE) return { problem: { code: 'invalid_string' } };
  // As in django-filter: what is blank asks for nothing.
  if (raw.trim() === '') return { filter: null };
  const read = readSent(field, lookUp, raw);
  return 'problem' in read ? read : { filter: { field: name, lookUp, value: read.value } };
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

export function fieldOf({ fields, fieldAt }: Omit<FilteredList, 'filters'>, name: string): Field | undefined {
  if (fieldAt !== undefined) return fieldAt(name);
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** What takes several values has them between commas. */
function readSent(field: Field, lookUp: LookUp, raw: string): Read {
  if (lookUp !== 'in' && lookUp !== 'range') return readFilterValue(field, lookUp, raw);
  const parts = raw.split(',');
  return parts.length > MOST_VALUES
    ? { problem: { code: 'too_many_values', params: { max: MOST_VALUES } } }
    : readFilterValue(field, lookUp, parts);
}
