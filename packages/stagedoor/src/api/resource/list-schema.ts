import { type TObject, type TProperties, type TSchema, Type } from 'typebox';
import { pageParameters } from '../../resource/list-parameters.ts';
import type { LookUp } from '../../resource/resource.ts';
import type { Listable } from './list-query.ts';
import { fieldOf, listed } from './read-filter.ts';
import { valueSchema } from './row-schemas.ts';
import { sparseSchema } from './sparse-fields.ts';

const nullableUrl = Type.Union([Type.String({ format: 'uri' }), Type.Null()]);

/** A page of a list as it is answered. */
export function listSchema({ pages }: Pick<Listable, 'pages'>, row: TSchema): TSchema {
  const results = Type.Array(row);
  const links = { next: nullableUrl, previous: nullableUrl };
  switch (pages?.style ?? 'number') {
    case 'none':
      return results;
    case 'after':
      return Type.Object({ results, next: nextSchema });
    case 'cursor':
      return Type.Object({ ...links, results });
    default:
      return Type.Object({ ...countFields, ...links, results });
  }
}

const nextSchema = Type.Union([Type.Integer(), Type.String(), Type.Null()], {
  description: 'Asked for as `after`, the next page; null where nothing follows.',
});

/** Null for who asks for no count; of a capped one it is said whether it is the whole. */
const countFields = {
  count: Type.Union([Type.Integer(), Type.Null()]),
  count_is_exact: Type.Optional(Type.Boolean()),
};

/** What the address of a list may say. */
export function listQuerySchema(
  list: Listable,
  paging: readonly string[] = pageParameters[list.pages?.style ?? 'number'],
): TObject {
  const { search = [], orderBy = [] } = list;
  const entries: [string, TSchema][] = [
    ...paging.map((name): [string, TSchema] => [name, ofPages[name] ?? Type.String()]),
    ...(search.length > 0 ? [['search', searchSchema(search)] as [string, TSchema]] : []),
    ...(orderBy.length > 0 ? [['ordering', orderingSchema(orderBy)] as [string, TSchema]] : []),
    ['fields', sparseSchema(list.fields)],
    ...filterEntries(list),
  ];
  return Type.Object(Object.fromEntries(entries.map(([name, schema]) => [name, Type.Optional(schema)])));
}

/** What the address of one row may say. */
export function detailQuerySchema({ fields }: Pick<Listable, 'fields'>): TObject {
  return Type.Object({ fields: Type.Optional(sparseSchema(fields)) });
}

const ofPages: TProperties = {
  page: Type.String({ description: 'The number of a page, from 1, or `last`.' }),
  page_size: Type.Integer({ minimum: 1, description: 'How many rows.' }),
  limit: Type.Integer({ minimum: 1, description: 'How many rows.' }),
  offset: Type.Integer({ minimum: 0, description: 'How many rows come before.' }),
  cursor: Type.String({ description: 'Where the page begins, as `next` and `previous` say it.' }),
  after: Type.Union([Type.Integer(), Type.String()], {
    description: 'Where the page begins, as `next` says it.',
  }),
  count: Type.Union([Type.Literal('exact'), Type.Literal('capped'), Type.Literal('none')], {
    description: 'How far the rows are counted: to the end, up to 10,000, or not at all.',
  }),
};

function searchSchema(search: readonly string[]): TSchema {
  return Type.String({ description: `Words that are all found in ${search.join(', ')}.` });
}

function orderingSchema(orderBy: readonly string[]): TSchema {
  return Type.String({
    description: `Any of ${[...new Set([...orderBy, 'id'])].join(', ')}, with commas; \`-\` before what runs down.`,
  });
}

function filterEntries({ filters = {}, ...list }: Listable): readonly [string, TSchema][] {
  return Object.entries(filters).flatMap(([name, lookUps = []]) =>
    lookUps.map((lookUp): [string, TSchema] => [
      lookUp === 'exact' ? name : `${name}__${lookUp}`,
      askedSchema(fieldOf(list, name), lookUp),
    ]),
  );
}

const SEVERAL =
  'Values with commas between them, what has a comma itself in double quotes; or in several parameters of the name, each one value as it stands.';

function askedSchema(field: ReturnType<typeof fieldOf>, lookUp: LookUp): TSchema {
  if (lookUp === 'isnull') return Type.Boolean();
  if (lookUp === 'date') return Type.String({ format: 'date' });
  if (lookUp === 'year' || lookUp === 'month' || lookUp === 'day') return Type.Integer({ minimum: 1 });
  if (listed.has(lookUp)) return Type.Array(Type.String(), { description: SEVERAL });
  const isCompared = field !== undefined && field.type !== 'json' && !lookUp.includes('contains');
  return isCompared && !lookUp.endsWith('with') && lookUp !== 'iexact' ? valueSchema(field) : Type.String();
}
