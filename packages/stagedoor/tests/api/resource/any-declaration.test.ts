import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/core/policy/policy.ts';
import type { Field, Fields } from '../../../src/resource/field.ts';
import type { LookUp, Resource } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { databases } from '../../support/databases.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../support/resource-site.ts';
import { isLong } from '../../support/test-length.ts';

const DECLARATIONS = 24;
const LONGER = isLong ? 20 : 1;
const REQUESTS = { SQLite: 250 * LONGER, PostgreSQL: 150 * LONGER };

const kinds: readonly Field[] = [
  { type: 'text', max: 20 },
  { type: 'text', max: 20, blank: true, unique: true },
  { type: 'long-text', blank: true, searchIndex: true },
  { type: 'markdown', max: 50, nullable: true },
  { type: 'email', nullable: true, index: true },
  { type: 'url', blank: true },
  { type: 'integer', nullable: true },
  { type: 'integer', min: -5, max: 5, default: 0 },
  { type: 'decimal', digits: 15, places: 0, nullable: true },
  { type: 'decimal', digits: 15, places: 15, default: '0' },
  { type: 'decimal', digits: 6, places: 2, min: '-1', nullable: true, unique: true },
  { type: 'boolean', default: true },
  { type: 'boolean', nullable: true },
  { type: 'date', nullable: true },
  { type: 'time', nullable: true },
  { type: 'moment', nullable: true },
  { type: 'moment', set: 'created' },
  { type: 'moment', set: 'saved' },
  { type: 'choice', of: { a: 'A', b: 'B' }, default: 'a' },
  { type: 'json', nullable: true },
  { type: 'json', default: [] },
  { type: 'text', max: 9, nullable: true, writeOnly: true },
  { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller', nullable: true, nested: ['username'] },
  { type: 'reference', to: 'zero', onDelete: 'set null', nullable: true },
  { type: 'reference', to: 'zero', onDelete: 'protect', nullable: true, nested: ['name'] },
  { type: 'references', to: 'zero' },
  { type: 'references', to: 'user', max: 2, nested: ['username'] },
  { type: 'file', extensions: ['pdf'], nullable: true },
  { type: 'image', nullable: true },
];
const lookUps: readonly LookUp[] = [
  'exact',
  'iexact',
  'contains',
  'icontains',
  'startswith',
  'istartswith',
  'endswith',
  'iendswith',
  'in',
  'range',
  'gt',
  'gte',
  'lt',
  'lte',
  'isnull',
  'year',
  'month',
  'day',
  'date',
];
const policies: readonly Policy[] = [
  { anyone: true },
  { any: [{ action: 'view' }, { authenticated: true }] },
  { any: [{ owner: 'id' }, { not: { field: 'id', is: 7 } }] },
  { all: [{ anyone: true }, { not: { field: 'id', in: [1, 2] } }] },
];
const pages: readonly NonNullable<Resource['pages']>[] = [
  { style: 'number', size: 2 },
  { style: 'limit-offset', size: 2, count: 'capped' },
  { style: 'cursor', size: 2 },
  { style: 'none', size: 2 },
];

const starts = (resource: Resource) => {
  try {
    defineFeature(withTables('any', [zero, resource]));
    return true;
  } catch {
    return false;
  }
};
const zero: Resource = {
  name: 'zero',
  fields: { name: { type: 'text', max: 20, blank: true } },
  access: { anyone: true },
};
/** Each part that would not start is left out, one by one; what remains does. */
function startable(resource: Resource): Resource {
  const { fields, search = [], orderBy = [] } = resource;
  const only = (part: Partial<Resource>) =>
    starts({ name: resource.name, fields, access: { anyone: true }, ...part });
  const filters = Object.keys(fields).map(
    (name) => [name, lookUps.filter((one) => only({ filters: { [name]: [one] } }))] as const,
  );
  return {
    ...resource,
    filters: Object.fromEntries(filters.filter(([, allowed]) => allowed.length > 0)),
    search: search.filter((one) => only({ search: [one] })),
    orderBy: orderBy.filter((one) =>
      only({ orderBy: [one], ...(resource.pages ? { pages: resource.pages } : {}) }),
    ),
  };
}

const anyResource: fc.Arbitrary<Resource> = fc
  .record({
    fields: fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1, maxLength: 8 }),
    access: fc.constantFrom(...policies),
    pages: fc.option(fc.constantFrom(...pages), { nil: undefined }),
    isStrict: fc.boolean(),
  })
  .map(({ fields: some, access, pages: style, isStrict }): Resource => {
    const fields: Fields = Object.fromEntries(some.map((field, at) => [`f${at}`, field]));
    const names = Object.keys(fields);
    return {
      name: 'thing',
      fields,
      access,
      ...(style === undefined ? {} : { pages: style }),
      ...(isStrict ? { requireIfMatch: true } : {}),
      search: names.flatMap((name) => [name, `^${name}`, `=${name}`]),
      orderBy: names,
      exports: ['csv', 'json'],
    };
  })
  .map(startable);

const things = fc
  .sample(anyResource, { numRuns: DECLARATIONS, seed: 20 })
  .map((resource, at): Resource => ({ ...resource, name: `thing${at}` }));

const nasty = [
  '',
  ' ',
  '0',
  '1',
  '-1',
  '7',
  '1e3',
  '1e400',
  '-0',
  '9007199254740993',
  '99999999999999999999',
  '0.1',
  '.',
  'NaN',
  'null',
  'true',
  'x',
  'a,b',
  ',',
  '1,2',
  '2,1',
  '1,,2',
  '%',
  '_',
  '*',
  '[',
  '\\',
  "'",
  '"',
  '\u0000',
  'ñÑ',
  '\u{1f600}',
  'ß',
  'K',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '99999-01-01',
  '2024-02-30',
  '2024-02-29T10:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59.999-14:00',
  '24:00',
  '23:59:59.999999',
  'a'.repeat(30),
  'a'.repeat(999),
  'a@b.example',
  'https://a.example/',
  'a',
  'last',
];
const values = fc.oneof(
  fc.constantFrom<unknown>(...nasty),
  fc.constantFrom<unknown>(null, true, 0, 1.5, -7, 2 ** 53, [], {}, [1], ['x'], { a: '\ud800' }),
  fc.string({ maxLength: 12 }),
);
const parameters = [
  'page',
  'page_size',
  'cursor',
  'limit',
  'offset',
  'count',
  'ordering',
  'search',
  'format',
  'ghost',
  '__proto__',
  'f0__f1__exact',
  'id',
  'id__in',
];
const named = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((at) => [`f${at}`, ...lookUps.map((one) => `f${at}__${one}`)]);
const name = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...named) }, fc.constantFrom(...parameters));
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  fc.string({ maxLength: 8 }),
  fc.constantFrom('f0', '-f1', 'f2,-f0', '-id', 'f9'),
);
const query = fc
  .array(fc.tuple(name, text), { maxLength: 4 })
  .map((parts) => new URLSearchParams(parts.map(([one, value]) => [one, value.toWellFormed()])).toString());
/** What a field of its kind may well hold, at its bounds above all: so rows are made, and asked for. */
const fitting: Readonly<Record<Field['type'], readonly unknown[]>> = {
  text: ['a', 'ñÑ%_', '\u{1f600}'],
  'long-text': ['a\nb', ''],
  markdown: ['# a'],
  email: ['a@b.example'],
  url: ['https://a.example/?a=%'],
  integer: [0, 2 ** 53 - 1, -(2 ** 53) + 1, '5'],
  decimal: ['0', '-0.000001', '0.5', '999999999999999'],
  boolean: [true, 'off'],
  date: ['0001-01-01', '9999-12-31', '2024-02-29'],
  time: ['00:00', '23:59:59.999999'],
  moment: ['0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59.999-14:00', '2024-02-29T10:00:00Z'],
  choice: ['a', 'b'],
  json: [null, 'null', 1, [{ a: ['ñ'] }], '\\u0000'],
  file: [null],
  image: [null],
  reference: [null, 1],
  references: [[], [1], ['2', 2]],
};
const oddBody = fc.dictionary(
  fc.constantFrom('f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'ghost', 'id'),
  values,
  { maxKeys: 2 },
);
const body = fc.tuple(fc.array(fc.nat({ max: 11 }), { minLength: 8, maxLength: 8 }), oddBody);

function bodyFor({ fields }: Resource, [choices, odd]: readonly [readonly number[], object]): object {
  const fit = Object.entries(fields).map(([one, field], at) => {
    const pool = fitting[field.type];
    return [one, pool[(choices[at] ?? 0) % pool.length]] as const;
  });
  return { ...Object.fromEntries(fit), ...odd };
}
const request = fc.record({
  thing: fc.nat({ max: DECLARATIONS - 1 }),
  method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'),
  end: fc.constantFrom(
    '',
    '',
    '',
    'export/csv/',
    'export/json/',
    'one',
    '0/',
    '-1/',
    '9007199254740993/',
    'x/',
  ),
  isStranger: fc.boolean(),
  query,
  body,
});

describe.each(databases)('any declaration that starts, on $database', ({ database, open }) => {
  let site: ResourceSite;
  let ana: string;
  const made = new Map<string, number>();

  beforeAll(async () => {
    site = await openResourceSite([defineFeature(withTables('any', [zero, ...things]))], open);
    ana = await site.tokenOf('ana');
  });
  afterAll(() => site.close());

  it('answers whatever is asked of it, and never with a fault', { timeout: 20_000 * LONGER }, async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(request, async ({ thing, method, end, isStranger, query: asked, body: sent }) => {
        const resource = `thing${thing}`;
        const list = `/api/${resource}s/`;
        const key = made.get(resource) ?? 1;
        const isOfRow = ['PATCH', 'PUT', 'DELETE'].includes(method);
        const path = method === 'POST' ? list : isOfRow || end === 'one' ? `${list}${key}/` : `${list}${end}`;
        const payload =
          method === 'GET' || method === 'OPTIONS' || method === 'DELETE'
            ? undefined
            : bodyFor(things[thing] ?? zero, sent);
        const url = `${path}?${asked}`;
        const answer = await site.send(
          isStranger ? null : ana,
          method as 'GET',
          url,
          payload,
          isOfRow ? { 'if-match': '*' } : {},
        );
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expect([url, payload, answer.status < 500]).toEqual([url, payload, true]);
        if (answer.status === 201) made.set(resource, answer.body.id);
      }),
      { numRuns: REQUESTS[database as keyof typeof REQUESTS], seed: 8 },
    );
    // It is no test of refusals alone.
    for (const status of [200, 201, 400, 404])
      expect([status, (statuses.get(status) ?? 0) > 2]).toEqual([status, true]);
  });
});
