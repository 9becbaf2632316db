import {
  anyText,
  type FieldShape,
  holding,
  isPlainRecord,
  onlyTrue,
  positiveNumber,
  problemsOf,
  type RecordShape,
  recordOf,
  recordOfEach,
  required,
  textLike,
  wordOf,
} from '../core/kernel/record-shape.ts';
import { codenameOf } from '../core/permission/permission-set.ts';
import { type FieldKind, fieldKindProblems } from '../core/policy/field-kind-problems.ts';
import { leavesOf } from '../core/policy/leaves-of.ts';
import { policyProblems } from '../core/policy/policy-problems.ts';
import { defaultOf, type Field, type FieldType } from '../resource/field.ts';
import { parametersOfLists } from '../resource/list-parameters.ts';
import { readField } from '../resource/read/read-field.ts';
import { type LookUp, pluralOf, type Resource, readOrder } from '../resource/resource.ts';
import { columnOf, tableNameOf } from '../resource/table-state.ts';
import type { ObjectPermissions } from './object-permissions.ts';

/** Room for what is built of it: tables, indexes, permissions. */
const NAME = /^[a-z][a-z0-9_]{0,29}$/;
const FIELD_NAME = /^[a-z][A-Za-z0-9_]{0,39}$/;
/** SQLite keeps a decimal as a number, of which so many digits are exact. */
const MOST_DIGITS = 15;

const digits = holding(
  `a whole number from 1 to ${MOST_DIGITS}`,
  (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_DIGITS,
);
const wholeNumber = holding('a whole number', Number.isSafeInteger);
const decimalText = textLike('a decimal such as "9.99"', /^-?\d+(\.\d+)?$/);
const truth = holding('true or false', (value) => typeof value === 'boolean');
const anything: FieldShape = { isRequired: false, problems: () => [] };
const fieldName = textLike('the name of a field', FIELD_NAME);

const shared = {
  type: required(anyText),
  label: anyText,
  nullable: onlyTrue,
  unique: onlyTrue,
  index: onlyTrue,
  readOnly: onlyTrue,
  writeOnly: onlyTrue,
  was: fieldName,
};
const ofText = { max: positiveNumber, blank: onlyTrue, default: anyText };
const onDelete = wordOf({ cascade: true, protect: true, 'set null': true });

/** What each type of field may say beside what all may. A type that is forgotten here does not compile. */
const shapes: Readonly<Record<FieldType, RecordShape>> = {
  text: { ...shared, ...ofText, max: required(positiveNumber), min: positiveNumber },
  'long-text': { ...shared, ...ofText },
  markdown: { ...shared, ...ofText },
  email: { ...shared, blank: onlyTrue, default: anyText },
  url: { ...shared, ...ofText },
  integer: { ...shared, min: wholeNumber, max: wholeNumber, default: wholeNumber },
  decimal: {
    ...shared,
    digits: required(digits),
    places: required(
      holding('a whole number from 0', (value) => Number.isInteger(value) && Number(value) >= 0),
    ),
    min: decimalText,
    max: decimalText,
    default: decimalText,
  },
  boolean: { ...shared, default: truth },
  date: { ...shared, default: anyText },
  time: { ...shared, default: anyText },
  moment: { ...shared, set: wordOf({ created: true, saved: true }) },
  choice: {
    ...shared,
    of: required(recordOfEach(anyText, 'a record of words and their names')),
    default: anyText,
  },
  json: { ...shared, default: anything },
  reference: {
    ...shared,
    to: required(textLike('user, a resource, or feature.resource', /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/)),
    onDelete: required(onDelete),
    set: wordOf({ caller: true }),
  },
};

const lookUps: Readonly<Record<LookUp, true>> = {
  exact: true,
  iexact: true,
  contains: true,
  icontains: true,
  startswith: true,
  istartswith: true,
  endswith: true,
  iendswith: true,
  in: true,
  range: true,
  gt: true,
  gte: true,
  lt: true,
  lte: true,
  isnull: true,
};

/** What policies may compare it with: of the others they ask whether they are null. */
const kindOf: Readonly<Record<FieldType, FieldKind>> = {
  text: 'text',
  'long-text': 'text',
  markdown: 'text',
  email: 'text',
  url: 'text',
  choice: 'text',
  integer: 'integer',
  reference: 'integer',
  boolean: 'boolean',
  decimal: 'other',
  date: 'other',
  time: 'other',
  moment: 'other',
  json: 'other',
};

const list = holding('a list', Array.isArray);
const resourceShape: RecordShape<keyof Resource> = {
  name: required(textLike('a word in lower case, such as product', NAME)),
  plural: textLike('a word in lower case, such as products', NAME),
  was: textLike('a word in lower case, such as product', NAME),
  fields: required(holding('a record of fields', isPlainRecord)),
  text: fieldName,
  order: list,
  orderBy: list,
  search: list,
  filters: recordOfEach(list, 'a record of fields and their look-ups'),
  uniqueTogether: list,
  pages: recordOf({
    style: required(wordOf({ number: true })),
    size: positiveNumber,
    maxSize: positiveNumber,
  }),
  requireIfMatch: onlyTrue,
  permissions: recordOfEach(anyText, 'a record of codenames and what they are called'),
  access: required({ isRequired: true, problems: policyProblems }),
};

interface Keeping {
  readonly name: string;
  readonly objectPermissions?: readonly ObjectPermissions[];
  readonly resources?: readonly Resource[];
}

/** What is wrong with the resources that a feature declares, in halves of sentences. */
export function resourceProblems(feature: Keeping): readonly string[] {
  const { resources = [] } = feature;
  const ofShape = resources.flatMap((resource, index) =>
    problemsOf(resource, resourceShape, `resources[${index}]`),
  );
  if (ofShape.length > 0) return ofShape;
  return [
    ...repeated(resources.map(({ name }) => name)).map((name) => `its resource ${name} is there twice`),
    ...repeated(resources.map(pluralOf)).map((name) => `two of its resources are called ${name}`),
    ...resources.flatMap((resource) => [
      ...fieldProblems(resource),
      ...nameProblems(resource, resources),
      ...grantProblems(resource, feature),
    ]),
  ];
}

/** What is given on single rows needs a table of grants. */
function grantProblems(
  { name, access }: Resource,
  { name: feature, objectPermissions = [] }: Keeping,
): readonly string[] {
  const table = tableNameOf(feature, { name });
  const given = objectPermissions.find((one) => one.table === table)?.permissions ?? [];
  const asked = leavesOf(access).flatMap((leaf) => ('granted' in leaf ? [codenameOf(leaf.granted)] : []));
  return asked
    .filter((codename) => !given.includes(codename))
    .map(
      (codename) => `${name}.access asks for ${codename}, which objectPermissions do not give on ${table}`,
    );
}

function fieldProblems({ name: resource, fields }: Resource): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const within = `${resource}.${name}`;
    if (!FIELD_NAME.test(name) || name === 'id' || name === 'version' || name.includes('__'))
      return [`${within} must be called by letters, figures and single underscores, and not id or version`];
    if (!isPlainRecord(field)) return problemsOf(field, shared, within);
    const shape = Object.hasOwn(shapes, field.type) ? shapes[field.type] : undefined;
    if (shape === undefined)
      return [`${within}.type must be one of ${Object.keys(shapes).join(', ')}, not ${String(field.type)}`];
    const problems = problemsOf(field, shape, within);
    return problems.length > 0 ? problems : contradictions(within, field);
  });
}

function contradictions(within: string, field: Field): readonly string[] {
  const fallback = defaultOf(field);
  if (
    fallback !== undefined &&
    fallback !== null &&
    fallback !== '' &&
    'problem' in readField(field, fallback)
  )
    return [`${within}.default must be a value of the field`];
  if (field.readOnly && defaultOf(field) === undefined && !('set' in field && field.set !== undefined))
    return [`${within} is read only, and must have a default or be nullable: nobody could say what it holds`];
  if (field.type === 'decimal' && field.places > field.digits)
    return [`${within}.places must be no more than its digits`];
  if (field.type === 'choice' && field.default !== undefined && !Object.hasOwn(field.of, field.default))
    return [`${within}.default must be one of ${Object.keys(field.of).join(', ')}`];
  if (field.type !== 'reference') return [];
  if (field.onDelete === 'set null' && !field.nullable)
    return [`${within} must be nullable, for it is set null when what it refers to is deleted`];
  return field.set === 'caller' && field.to !== 'user'
    ? [`${within} must refer to user, for whoever is logged in is written there`]
    : [];
}

function nameProblems(resource: Resource, all: readonly Resource[]): readonly string[] {
  const { name, fields, text, order = [], orderBy = [], search = [], uniqueTogether = [] } = resource;
  const known = (field: string) => Object.hasOwn(fields, field);
  const said: readonly (readonly [string, string])[] = [
    ...(text === undefined ? [] : [['text', text] as const]),
    ...order.map((one) => ['order', readOrder(String(one)).field] as const),
    ...orderBy.map((one) => ['orderBy', String(one)] as const),
    ...search.map((one) => ['search', String(one).replace(/^[\^=]/, '')] as const),
    ...Object.keys(resource.filters ?? {}).map((one) => ['filters', one] as const),
    ...uniqueTogether.flat().map((one) => ['uniqueTogether', String(one)] as const),
  ];
  const unknown = said.filter(
    ([part, field]) => !known(field) && !(field === 'id' && part.startsWith('order')),
  );
  const hidden = said.filter(([, field]) => known(field) && fields[field]?.writeOnly);
  const ofLookUps = Object.entries(resource.filters ?? {}).flatMap(([field, wanted = []]) =>
    wanted
      .filter((one) => !Object.hasOwn(lookUps, one) || !suits(fields[field], one))
      .map((one) => `${name}.filters.${field} names ${one}, which is no look-up of this field`),
  );
  const references = Object.entries(fields).flatMap(([field, one]) =>
    one.type !== 'reference' ||
    one.to === 'user' ||
    one.to.includes('.') ||
    all.some(({ name: to }) => to === one.to)
      ? []
      : [`${name}.${field} refers to ${one.to}, which is no resource of this feature`],
  );
  const ofSearch = search
    .map((one) => String(one).replace(/^[\^=]/, ''))
    .filter((field) => known(field) && kindOf[(fields[field] as Field).type] !== 'text')
    .map((field) => `${name}.search names ${field}, which is no text`);
  const columns = ['id', 'row_version', ...Object.keys(fields).map((field) => columnOf(fields, field))];
  const ofColumns = columns
    .map((column) => column.toLowerCase())
    .filter((column, at, all) => all.indexOf(column) !== at)
    .map((column) => `two fields of ${name} would be the column ${column}`);
  const ofOurs = Object.keys(resource.filters ?? {})
    .filter((field) => parametersOfLists.includes(field))
    .map((field) => `${name}.filters names ${field}, which means something else in the address of a list`);
  const kinds = Object.entries(fields).map(([field, { type }]) => [field, kindOf[type]] as const);
  return [
    ...fieldKindProblems(resource.access, { id: 'integer', ...Object.fromEntries(kinds) }).map(
      (problem) => `${name}.access: ${problem}`,
    ),
    ...unknown.map(([part, field]) => `${name}.${part} names ${field}, which is none of its fields`),
    ...hidden.map(([part, field]) => `${name}.${part} names ${field}, which is never shown`),
    ...ofLookUps,
    ...ofSearch,
    ...ofColumns,
    ...ofOurs,
    ...references,
  ];
}

const ofAnything = ['exact', 'in', 'isnull'];
const ofOrder = ['gt', 'gte', 'lt', 'lte', 'range'];
/** Parts of a text are looked for in texts, more and less where there is an order, and a JSON value is asked only whether it is there. */
function suits(field: Field | undefined, lookUp: string): boolean {
  if (field === undefined || lookUp === 'isnull') return true;
  if (field.type === 'json') return false;
  if (ofAnything.includes(lookUp)) return true;
  if (ofOrder.includes(lookUp)) return field.type !== 'boolean' && field.type !== 'choice';
  return kindOf[field.type] === 'text' && field.type !== 'choice';
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
