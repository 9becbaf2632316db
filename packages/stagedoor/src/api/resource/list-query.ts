import { AccountsError, type FieldProblem } from '../../core/kernel/errors.ts';
import { readText } from '../../core/kernel/read-value.ts';
import type { RawFields } from '../../http/request/body.ts';
import type { UnknownParameters } from '../../http/settings/http-settings.ts';
import { type Field, type Fields, readToShow } from '../../resource/field.ts';
import type { NestedFields } from '../../resource/largest-row.ts';
import { pageParameters } from '../../resource/list-parameters.ts';
import { type Resource, readOrder, readSearch } from '../../resource/resource.ts';
import type { RowFilter } from '../../resource/resource-store.ts';
import { last, readFilter } from './read-filter.ts';
import { readSparseFields, type SparseFields } from './sparse-fields.ts';

/** What a list must be known of to be asked: what it holds, and what may be asked of it. */
export interface Listable
  extends Pick<Resource, 'fields' | 'filters' | 'search' | 'order' | 'orderBy' | 'pages'> {
  /** Its field of a name, by references too; left out, its own alone. */
  readonly fieldAt?: (name: string) => Field | undefined;
  /** What its rows show that is nested in them; left out, nothing. */
  readonly nested?: NestedFields;
}

/** What somebody asks of a list, as far as its declaration lets them. */
export interface AskedList {
  readonly filters: readonly RowFilter[];
  readonly order: readonly string[];
  /** The words that are looked for, each in any of the fields that the declaration names. */
  readonly anyOf: readonly (readonly RowFilter[])[];
  /** What rows are shown with; left out, all. */
  readonly shown?: Fields;
  /** The names of what is read to show them; left out, all. */
  readonly fields?: readonly string[];
  /** What was said and means nothing here, as it stands in the address. */
  readonly ignored: readonly string[];
}

const LONGEST_VALUE = 1000;
const LONGEST_FIELDS = 4000;
const MOST_WORDS = 20;

interface QueryRules {
  /** What becomes of a parameter that the list does not know. */
  readonly unknown?: UnknownParameters;
  /** What may be said of its pages. */
  readonly paging?: readonly string[];
}

/**
 * Reads the query of a list: filters as `price`, `price__gte`; `ordering`; `search`. A name that it does not know, and a field that may not
 * be asked about, is told apart and never passed over in silence: whoever filters believes that it was filtered. A blank filter asks for
 * nothing, as in django-filter, and that is said. In an order it is said too, and no more, as in REST framework: the rows are the same.
 *
 * @throws AccountsError `invalid-input` naming each parameter
 */
export function readListQuery(
  list: Listable,
  sent: RawFields,
  { unknown = 'refuse', paging = pageParameters[list.pages?.style ?? 'number'] }: QueryRules = {},
): AskedList {
  const filters: RowFilter[] = [];
  const ignored: string[] = [];
  const problems: [string, readonly FieldProblem[]][] = [];
  const own = [...paging, ...parametersOf(list)];
  for (const [name, raw] of Object.entries(sent)) {
    if (own.includes(name)) continue;
    const read = readFilter(list, name, raw);
    if (read === 'blank' || (read === 'unknown' && unknown === 'ignore')) ignored.push(name);
    else if (read === 'unknown') problems.push([name, [{ code: 'unknown_parameter' }]]);
    else if ('problem' in read) problems.push([name, [read.problem]]);
    else filters.push(read.filter);
  }
  const words = own.includes('search') ? readWords(list, sent.search) : { value: [] };
  if ('problem' in words) problems.push(['search', [words.problem]]);
  const ordering = own.includes('ordering') ? readOrdering(list, sent.ordering) : { value: noOrdering };
  if ('problem' in ordering) problems.push(['ordering', [ordering.problem]]);
  const sparse = readSparse(list, sent.fields, unknown);
  if ('problems' in sparse) problems.push(['fields', sparse.problems]);
  // Whatever the parameters are called, `__proto__` too.
  if ('problem' in words || 'problem' in ordering || 'problems' in sparse || problems.length > 0)
    throw new AccountsError({ code: 'invalid-input', fields: Object.fromEntries(problems) });
  const { order, passedOver } = ordering.value;
  return {
    filters,
    order: order.length > 0 ? order : (list.order ?? []),
    anyOf: words.value,
    ...(sparse.shown === undefined
      ? readToShow(list.fields)
      : { shown: sparse.shown, fields: Object.keys(sparse.shown) }),
    ignored: [...ignored, ...sparse.ignored, ...passedOver.map((name) => `ordering=${name}`)],
  };
}

/** What its address may say that is no filter. */
function parametersOf({ search = [], orderBy = [] }: Listable): readonly string[] {
  return [
    'format',
    'fields',
    ...(search.length > 0 ? ['search'] : []),
    ...(orderBy.length > 0 ? ['ordering'] : []),
  ];
}

interface Ordering {
  readonly order: readonly string[];
  readonly passedOver: readonly string[];
}
const noOrdering: Ordering = { order: [], passedOver: [] };

type ReadPart<Value> = { readonly value: Value } | { readonly problem: FieldProblem };

/** A comma list, as in REST framework: names that are not allowed are passed over, and none is the resource's own. */
function readOrdering({ orderBy = [] }: Listable, raw: unknown): ReadPart<Ordering> {
  const text = readAsked(raw);
  if ('problem' in text) return text;
  const wanted = text.value.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
  // The key is what every order ends with.
  const allowed = wanted.filter((one) => ['id', ...orderBy].includes(readOrder(one).field));
  const fieldsOf = allowed.map((one) => readOrder(one).field);
  const order = allowed.filter((_, at) => fieldsOf.indexOf(fieldsOf[at] ?? '') === at);
  return { value: { order, passedOver: wanted.filter((one) => !allowed.includes(one)) } };
}

/** Words are split at blanks and commas, what stands in quotes is one; all of them must be found. */
function readWords({ search = [] }: Listable, raw: unknown): ReadPart<AskedList['anyOf']> {
  const text = readAsked(raw);
  if ('problem' in text) return text;
  const words = [...text.value.matchAll(/"([^"]+)"|([^\s,"]+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  if (words.length > MOST_WORDS) return { problem: { code: 'too_many_values', params: { max: MOST_WORDS } } };
  return { value: words.map((word) => search.map((entry) => ({ ...readSearch(entry), value: word }))) };
}

/** The fields that rows are to be shown with, and what was said and means nothing. */
type ReadSparse =
  | { readonly shown?: Fields; readonly ignored: readonly string[] }
  | { readonly problems: readonly FieldProblem[] };

/** Left out, all; and where none is named, since that asks for nothing, as a blank filter does. */
export function readSparse(
  { fields }: Pick<Listable, 'fields'>,
  raw: unknown,
  unknown: UnknownParameters,
): ReadSparse {
  if (raw === undefined) return { ignored: [] };
  const text = readAsked(raw, LONGEST_FIELDS);
  if ('problem' in text) return { problems: [text.problem] };
  if (/^[\s,]*$/.test(text.value)) return { ignored: ['fields'] };
  const read: SparseFields = readSparseFields(fields, text.value);
  if (unknown === 'refuse' && read.wrong.length > 0)
    return { problems: read.wrong.map(({ problem }) => problem) };
  return { shown: read.fields, ignored: read.wrong.map(({ name }) => `fields=${name}`) };
}

/** A parameter that is a text. */
function readAsked(raw: unknown, longest: number = LONGEST_VALUE): ReadPart<string> {
  const read = readText({ blank: true }, last(raw) ?? '');
  if ('problem' in read || read.value.length <= longest) return read;
  return { problem: { code: 'max_length', params: { max_length: longest } } };
}
