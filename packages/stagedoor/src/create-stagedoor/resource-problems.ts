import { isPlainRecord, problemsOf } from '../core/kernel/record-shape.ts';
import { repeated } from '../core/kernel/repeated.ts';
import { codenameOf } from '../core/permission/permission-set.ts';
import { fieldKindProblems } from '../core/policy/field-kind-problems.ts';
import { leavesOf } from '../core/policy/leaves-of.ts';
import { isHiddenKey } from '../resource/closed-field.ts';
import { type Field, referencesFields } from '../resource/field.ts';
import { fieldNamed } from '../resource/field-named.ts';
import { parametersOfLists } from '../resource/list-parameters.ts';
import { kindIn, suits } from '../resource/look-ups.ts';
import {
  isPath,
  type KeyLookUp,
  type LookUp,
  pluralOf,
  type Resource,
  readOrder,
  readSearch,
} from '../resource/resource.ts';
import { columnOf, linkTableOf, tableNameOf } from '../resource/table-state.ts';
import { actionProblems } from './action-problems.ts';
import { constraintProblems } from './constraint-problems.ts';
import { fieldAccessProblems } from './field-access-problems.ts';
import { fieldContradictions } from './field-contradictions.ts';
import { hiddenKeyProblems } from './hidden-key-problems.ts';
import { isOfSite, lostReferences } from './lost-references.ts';
import type { ObjectPermissions } from './object-permissions.ts';
import { kindsOf, policiesOf } from './policies-of.ts';
import { resourceContradictions } from './resource-contradictions.ts';
import { FIELD_NAME, fieldShapes, resourceShape, sharedShape } from './resource-shape.ts';

interface Keeping {
  readonly name: string;
  readonly objectPermissions?: readonly ObjectPermissions[];
  readonly resources?: readonly Resource[];
}

/** What references call by these names is not a site's. */
const RESERVED: readonly string[] = ['user'];

/** What is wrong with the resources that a feature declares, in halves of sentences. */
export function resourceProblems(feature: Keeping): readonly string[] {
  const { resources = [] } = feature;
  const ofShape = resources.flatMap((resource, index) =>
    problemsOf(resource, resourceShape, `resources[${index}]`),
  );
  if (ofShape.length > 0) return ofShape;
  // Whoever writes plain JavaScript may have put anything there: what is no field and no action is asked nothing else.
  const ofParts = resources.flatMap((resource) => [
    ...fieldProblems(resource),
    ...actionProblems(resource, fieldProblems),
  ]);
  if (ofParts.length > 0) return ofParts;
  return [
    ...repeated(resources.map(({ name }) => name)).map((name) => `its resource ${name} is there twice`),
    ...repeated(resources.map(pluralOf)).map((name) => `two of its resources are called ${name}`),
    ...resources
      .filter(({ name }) => RESERVED.includes(name))
      .map(({ name }) => `its resource ${name} has a name of accounts; choose another`),
    ...resources.flatMap((resource) => [
      ...accessProblems(resource),
      ...fieldAccessProblems(resource),
      ...hiddenKeyProblems(resource, resources),
      ...resourceContradictions(resource),
      ...constraintProblems(resource),
      ...nameProblems(resource, resources),
      ...grantProblems(resource, feature),
      ...linkProblems(resource, feature),
    ]),
  ];
}

/** What is given on single rows needs a table of grants. */
function grantProblems(
  { name, ...resource }: Resource,
  { name: feature, objectPermissions = [] }: Keeping,
): readonly string[] {
  const table = tableNameOf(feature, { name });
  const given = objectPermissions.find((one) => one.table === table)?.permissions ?? [];
  return policiesOf(resource).flatMap(([part, policy]) =>
    leavesOf(policy)
      .flatMap((leaf) => ('granted' in leaf ? [codenameOf(leaf.granted)] : []))
      .filter((codename) => !given.includes(codename))
      .map(
        (codename) => `${name}.${part} asks for ${codename}, which objectPermissions do not give on ${table}`,
      ),
  );
}

/** Room for what is made of the name of a table: that which is written beside it while it is written anew. */
const LONGEST_TABLE = 58;

/** The tables of keys beside those of resources. */
function linkProblems(resource: Resource, { name: feature, resources = [] }: Keeping): readonly string[] {
  const tables = resources.map((one) => tableNameOf(feature, one));
  return referencesFields(resource.fields).flatMap(([name, field]) => {
    const { table } = linkTableOf({ feature, resource }, name, field);
    if (tables.includes(table))
      return [`${resource.name}.${name} would be the table ${table}, which is a resource`];
    return table.length > LONGEST_TABLE
      ? [`${resource.name}.${name} would be the table ${table}, whose name is too long`]
      : [];
  });
}

function fieldProblems({ name: resource, fields }: Pick<Resource, 'name' | 'fields'>): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const within = `${resource}.${name}`;
    if (!FIELD_NAME.test(name) || name === 'id' || name === 'version' || name.includes('__'))
      return [`${within} must be called by letters, figures and single underscores, and not id or version`];
    if (!isPlainRecord(field)) return problemsOf(field, sharedShape, within);
    const shape = Object.hasOwn(fieldShapes, field.type) ? fieldShapes[field.type] : undefined;
    if (shape === undefined)
      return [
        `${within}.type must be one of ${Object.keys(fieldShapes).join(', ')}, not ${String(field.type)}`,
      ];
    const problems = problemsOf(field, shape, within);
    return problems.length > 0 ? problems : fieldContradictions(within, field);
  });
}

/** The key is a random number: of what is more or less nobody asks. */
const keyLookUps: readonly LookUp[] = ['exact', 'in'] satisfies readonly KeyLookUp[];

/** What is wrong with the names that a declaration says of its fields, and with what it says of them there. */
function nameProblems(resource: Resource, all: readonly Resource[]): readonly string[] {
  const { name, fields, text, order = [], orderBy = [], search = [], uniqueTogether = [] } = resource;
  const filters = Object.entries(resource.filters ?? {});
  const searched = search.map((entry) => readSearch(String(entry)).field);
  const named: readonly (readonly [part: string, field: string])[] = [
    ...(text === undefined ? [] : [['text', text] as const]),
    ...order.map((one) => ['order', readOrder(String(one)).field] as const),
    ...orderBy.map((one) => ['orderBy', String(one)] as const),
    ...searched.flatMap((one) => (isPath(one) ? [] : [['search', one] as const])),
    ...filters.flatMap(([one]) => (isPath(one) ? [] : [['filters', one] as const])),
    ...uniqueTogether.flat().map((one) => ['uniqueTogether', String(one)] as const),
  ];
  return [
    ...named.flatMap(([part, field]) => {
      if (Object.hasOwn(fields, field)) {
        const { type } = fields[field] as Field;
        if (type === 'references' && part !== 'filters')
          return [`${name}.${part} names ${field}, which is no column`];
        if ((type === 'file' || type === 'image') && part !== 'filters')
          return [`${name}.${part} names ${field}, which is a file`];
        return fields[field]?.writeOnly ? [`${name}.${part} names ${field}, which is never shown`] : [];
      }
      const isKey = field === 'id' && (part.startsWith('order') || part === 'filters');
      return isKey ? [] : [`${name}.${part} names ${field}, ${whyNone(part, field)}`];
    }),
    ...filters.flatMap(([field, lookUps = []]) =>
      lookUps
        .filter((one) => (field === 'id' ? !keyLookUps.includes(one) : !suits(fields[field], one)))
        .map((one) => `${name}.filters.${field} names ${one}, which is no look-up of this field`),
    ),
    ...filters
      .filter(([field]) => parametersOfLists.includes(field))
      .map(
        ([field]) => `${name}.filters names ${field}, which means something else in the address of a list`,
      ),
    ...searched
      .filter((field) => kindIn(fields, field) !== null && kindIn(fields, field) !== 'text')
      .map((field) => `${name}.search names ${field}, which is no text`),
    ...orderProblems(resource),
    ...columnProblems(resource),
    ...indexProblems(resource),
    ...lostReferences(
      resource,
      (to) => !isOfSite(to) && to !== 'user' && !all.some((one) => one.name === to),
    ),
  ];
}

/** Two of the marks that REST framework has before a field of a search mean nothing here. */
function whyNone(part: string, field: string): string {
  const [mark = ''] = field;
  return part === 'search' && '@$'.includes(mark)
    ? `and a search has neither @ (full text) nor $ (patterns): ^ finds beginnings, = the whole, and without a mark any part`
    : 'which is none of its fields';
}

/** A cursor holds what rows are put in order by, and stands in addresses. */
const LONGEST_IN_CURSOR = 500;

function orderProblems({ name, fields, order = [], orderBy = [], pages }: Resource): readonly string[] {
  const named = new Set([...order, ...orderBy].map((one) => readOrder(String(one)).field));
  const hasCursor = pages !== undefined && ['cursor', 'after', 'none'].includes(pages.style);
  return [...named].flatMap((field) => {
    const one = fieldNamed(fields, field);
    if (isHiddenKey(one))
      return [
        `${name}.order names ${field}, which is answered as the row it refers to: rows would come in the order of keys that not everybody may see`,
      ];
    if (one?.type === 'json') return [`${name}.order names ${field}, which has no order`];
    const isLong = one?.type === 'long-text' || one?.type === 'markdown';
    const length =
      one !== undefined && 'max' in one && kindIn(fields, field) === 'text' ? Number(one.max) : 0;
    return hasCursor && (isLong || length > LONGEST_IN_CURSOR)
      ? [
          `${name}.order names ${field}, which is longer than the ${LONGEST_IN_CURSOR} characters that a cursor holds`,
        ]
      : [];
  });
}

/** Columns that every table of PostgreSQL has. */
const SYSTEM_COLUMNS: readonly string[] = ['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid'];

function columnProblems({ name, fields }: Resource): readonly string[] {
  const own = Object.keys(fields).map((field) => columnOf(fields, field));
  const columns = ['id', 'row_version', ...own];
  return [
    ...repeated(columns.map((column) => column.toLowerCase())).map(
      (column) => `two fields of ${name} would be the column ${column}`,
    ),
    ...own
      .filter((column) => SYSTEM_COLUMNS.includes(column))
      .map((column) => `${name}.${column} has the name of a column that PostgreSQL keeps in every table`),
  ];
}

/** What is unique is so by an index, which is called after its columns. */
function indexProblems({ name, fields, uniqueTogether = [] }: Resource): readonly string[] {
  const alone = Object.entries(fields).filter(([, { unique }]) => unique);
  const sets = [...alone.map(([field]) => [field]), ...uniqueTogether];
  const names = sets.map((set) => set.map((field) => columnOf(fields, String(field))).join('_'));
  return repeated(names).map(
    (index) => `two of what is unique in ${name} would be the index ${index}; call a field otherwise`,
  );
}

function accessProblems({ name, ...resource }: Resource): readonly string[] {
  const known = kindsOf(resource);
  return policiesOf(resource).flatMap(([part, policy]) =>
    fieldKindProblems(policy, known).map((problem) => `${name}.${part}: ${problem}`),
  );
}
