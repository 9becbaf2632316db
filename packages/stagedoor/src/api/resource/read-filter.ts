import type { FieldProblem } from '../../core/kernel/errors.ts';
import type { Read } from '../../core/kernel/read-value.ts';
import type { Field } from '../../resource/field.ts';
import { readFilterValue } from '../../resource/read/read-filter.ts';
import type { LookUp, Resource } from '../../resource/resource.ts';
import type { RowFilter } from '../../resource/resource-store.ts';

const MOST_VALUES = 100;
const LONGEST_VALUE = 1000;

type ReadFilter = 'unknown' | { readonly filter: RowFilter | null } | { readonly problem: FieldProblem };

/** One parameter as a filter, `price__gte=5`; `unknown` for what the declaration does not name. */
export function readFilter(
  { fields, filters = {} }: Pick<Resource, 'fields' | 'filters'>,
  parameter: string,
  raw: unknown,
): ReadFilter {
  const [name = '', lookUp = 'exact', ...more] = parameter.split('__');
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const allowed: readonly string[] = Object.hasOwn(filters, name) ? (filters[name] ?? []) : [];
  if (field === undefined || more.length > 0 || !allowed.includes(lookUp)) return 'unknown';
  if (typeof raw !== 'string' || raw.length > LONGEST_VALUE) return { problem: { code: 'invalid_string' } };
  // As in django-filter: what is blank asks for nothing.
  if (raw.trim() === '') return { filter: null };
  const read = readSent(field, lookUp as LookUp, raw);
  return 'problem' in read ? read : { filter: { field: name, lookUp: lookUp as LookUp, value: read.value } };
}

/** What takes several values has them between commas. */
function readSent(field: Field, lookUp: LookUp, raw: string): Read {
  if (lookUp !== 'in' && lookUp !== 'range') return readFilterValue(field, lookUp, raw);
  const parts = raw.split(',');
  return parts.length > MOST_VALUES
    ? { problem: { code: 'too_many_values', params: { max: MOST_VALUES } } }
    : readFilterValue(field, lookUp, parts);
}
