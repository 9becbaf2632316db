import { AccountsError, type FieldProblem } from '../../core/kernel/errors.ts';
import { type Read as ReadValue, readText } from '../../core/kernel/read-value.ts';
import type { RawFields } from '../../http/request/body.ts';
import type { Field } from '../../resource/field.ts';
import { parametersOfLists } from '../../resource/list-parameters.ts';
import { readFilterValue } from '../../resource/read/read-filter.ts';
import { type LookUp, type Resource, readOrder, readSearch } from '../../resource/resource.ts';
import type { RowFilter } from '../../resource/resource-store.ts';

/** What somebody asks of a list, as far as its declaration lets them. */
export interface AskedList {
  readonly filters: readonly RowFilter[];
  readonly order: readonly string[];
  /** The words that are looked for, each in any of the fields that the declaration names. */
  readonly anyOf: readonly (readonly RowFilter[])[];
}

const MOST_VALUES = 100;
const LONGEST_VALUE = 1000;
const MOST_WORDS = 20;

type Read = { readonly filter: RowFilter | null } | { readonly problem: FieldProblem };

/**
 * Reads the query of a list: filters as `price`, `price__gte`; `ordering`; `search`. A name that it does not know, and a field that may not
 * be asked about, is refused and never passed over: whoever filters believes that it was filtered.
 *
 * @throws AccountsError `invalid-input` naming each parameter
 */
export function readListQuery(resource: Resource, sent: RawFields): AskedList {
  const filters: RowFilter[] = [];
  const problems: [string, readonly FieldProblem[]][] = [];
  for (const [name, raw] of Object.entries(sent)) {
    if (parametersOfLists.includes(name)) continue;
    const read = readFilter(resource, name, raw);
    if ('problem' in read) problems.push([name, [read.problem]]);
    else if (read.filter !== null) filters.push(read.filter);
  }
  // Whatever the parameters are called, `__proto__` too.
  if (problems.length > 0)
    throw new AccountsError({ code: 'invalid-input', fields: Object.fromEntries(problems) });
  return { filters, order: readOrdering(resource, sent.ordering), anyOf: readWords(resource, sent.search) };
}

function readFilter({ fields, filters = {} }: Resource, parameter: string, raw: unknown): Read {
  const [name = '', lookUp = 'exact'] = parameter.split('__');
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const allowed = Object.hasOwn(filters, name) ? (filters[name] ?? []) : [];
  const isKnown = (allowed as readonly string[]).includes(lookUp) && parameter.split('__').length <= 2;
  if (field === undefined || !isKnown) return { problem: { code: 'unknown_parameter' } };
  if (typeof raw !== 'string' || raw.length > LONGEST_VALUE) return { problem: { code: 'invalid_string' } };
  // As in django-filter: what is blank asks for nothing.
  if (raw.trim() === '') return { filter: null };
  const read = readSent(field, lookUp as LookUp, raw);
  return 'problem' in read ? read : { filter: { field: name, lookUp: lookUp as LookUp, value: read.value } };
}

/** What takes several values has them between commas. */
function readSent(field: Field, lookUp: LookUp, raw: string): ReadValue {
  if (lookUp !== 'in' && lookUp !== 'range') return readFilterValue(field, lookUp, raw);
  const parts = raw.split(',');
  return parts.length > MOST_VALUES
    ? { problem: { code: 'too_many_values', params: { max: MOST_VALUES } } }
    : readFilterValue(field, lookUp, parts);
}

/** A comma list, as in REST framework: names that are not allowed are passed over, and none is the resource's own. */
function readOrdering({ order = [], orderBy = [] }: Resource, raw: unknown): readonly string[] {
  const wanted = textOf(raw)
    .split(',')
    .map((one) => one.trim())
    .filter((one) => (orderBy as readonly string[]).includes(readOrder(one).field));
  const once = wanted.filter(
    (one, at) => wanted.findIndex((other) => readOrder(other).field === readOrder(one).field) === at,
  );
  return once.length > 0 ? once : order;
}

/** Words are split at blanks and commas, what stands in quotes is one; all of them must be found. NUL is in no text. */
function readWords({ search = [] }: Resource, raw: unknown): readonly (readonly RowFilter[])[] {
  const text = textOf(raw);
  const read = readText({ blank: true }, text);
  if ('problem' in read)
    throw new AccountsError({ code: 'invalid-input', fields: { search: [read.problem] } });
  if (search.length === 0) return [];
  const words = [...text.matchAll(/"([^"]+)"|([^\s,"]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return words
    .slice(0, MOST_WORDS)
    .map((word) => search.map((entry) => ({ ...readSearch(entry), value: word })));
}

function textOf(raw: unknown): string {
  return typeof raw === 'string' ? raw.slice(0, LONGEST_VALUE) : '';
}
