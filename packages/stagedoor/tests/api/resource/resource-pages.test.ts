import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listable } from '../../../src/api/resource/list-query.ts';
import { sizeOf } from '../../../src/api/resource/page/page-source.ts';
import { readyPolicies } from '../../../src/core/policy/ready-policies.ts';
import { defineResource, type Pages } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { databases } from '../../support/databases.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../support/resource-site.ts';

const paged = (name: string, pages: Pages) =>
  defineResource({
    name,
    fields: {
      name: { type: 'text', max: 100 },
      price: { type: 'decimal', digits: 10, places: 2, nullable: true },
      at: { type: 'moment', nullable: true },
      day: { type: 'date', nullable: true },
      done: { type: 'boolean', default: false },
    },
    order: ['name'],
    orderBy: ['id', 'name', 'price', 'at', 'day', 'done'],
    filters: { name: ['istartswith'] },
    pages,
    access: readyPolicies.IsAuthenticatedOrReadOnly,
  });
const resources = [
  paged('number', { style: 'number', size: 2, maxSize: 4 }),
  paged('cut', { style: 'limit-offset', size: 2, maxSize: 4 }),
  paged('step', { style: 'cursor', size: 2, maxSize: 50 }),
  paged('bare', { style: 'none' }),
];
const book = defineResource({
  name: 'book',
  fields: { text: { type: 'long-text' } },
  access: { anyone: true },
});
const shelf = defineResource({
  name: 'shelf',
  fields: { books: { type: 'references', to: 'book', nested: ['text'] } },
  access: { anyone: true },
});
const shop = defineFeature(withTables('shop', [...resources, book, shelf]));

const rows = [
  { name: 'a', price: '2', at: null, day: '2020-01-01' },
  { name: 'b', price: null, at: '2020-01-01T10:00:00.123Z', day: null, done: true },
  { name: 'c', price: '2', at: '2020-01-01T10:00:00.124Z', day: null },
  { name: 'd', price: '10.50', at: null, day: '2019-12-31', done: true },
  { name: 'é"&', price: '-1', at: '2019-01-01T00:00:00.000Z', day: '2020-01-01' },
];
const stored = rows.map((row, at) => ({ ...row, done: row.done ? 1 : 0, id: 10 + ((at * 3) % 5) }));

describe.each(databases)('pages of resources on $database', ({ open }) => {
  let shopSite: ResourceSite;
  let ana: string;

  beforeAll(async () => {
    shopSite = await openResourceSite([shop], open);
    ana = await shopSite.tokenOf('ana');
    for (const name of ['number', 'cut', 'step', 'bare']) await shopSite.insert(`shop_${name}`, stored);
    await shopSite.insert(
      'shop_shelf',
      stored.map(({ id }) => ({ id, row_version: 1 })),
    );
  });
  afterAll(() => shopSite.close());

  const get = (url: string) => shopSite.send(null, 'GET', url);
  const queryOf = (address: string | null) => (address === null ? null : new URL(address).search);
  const shown = ({ status, body }: Awaited<ReturnType<typeof get>>) => ({
    status,
    ...('count' in body ? { count: body.count } : {}),
    ...('count_is_exact' in body ? { isExact: body.count_is_exact } : {}),
    names: body.results.map(({ name }: { name: string }) => name).join(' '),
    next: queryOf(body.next),
    previous: queryOf(body.previous),
  });

  // REST framework's PageNumberPagination and LimitOffsetPagination, as their source says.
  it('are as short as the rows that are nested in theirs may be long', async () => {
    const { body } = await shopSite.send(null, 'GET', '/api/shelfs/?page_size=100');
    expect([body.count, body.results.length]).toEqual([5, 4]);
  });

  it.each([
    ['numbers/', 5, 'a b', '?page=2', null],
    ['numbers/?page=1', 5, 'a b', '?page=2', null],
    ['numbers/?page=2', 5, 'c d', '?page=3', ''],
    ['numbers/?page=3&ordering=name', 5, 'é"&', null, '?ordering=name&page=2'],
    ['numbers/?page=last', 5, 'é"&', null, '?page=2'],
    ['numbers/?page_size=3', 5, 'a b c', '?page=2&page_size=3', null],
    ['numbers/?page_size=99', 5, 'a b c d', '?page=2&page_size=99', null],
    ['numbers/?page_size=0', 5, 'a b', '?page=2&page_size=0', null],
    ['numbers/?page_size=-1', 5, 'a b', '?page=2&page_size=-1', null],
    ['numbers/?page_size=x', 5, 'a b', '?page=2&page_size=x', null],
    ['numbers/?name__istartswith=zz', 0, '', null, null],
    ['numbers/?name__istartswith=zz&page=last', 0, '', null, null],
    ['numbers/?count=none', null, 'a b', '?count=none&page=2', null],
    ['numbers/?count=none&page=3', null, 'é"&', null, '?count=none&page=2'],
    ['cuts/', 5, 'a b', '?limit=2&offset=2', null],
    ['cuts/?limit=3', 5, 'a b c', '?limit=3&offset=3', null],
    ['cuts/?limit=3&offset=1', 5, 'b c d', '?limit=3&offset=4', '?limit=3'],
    ['cuts/?limit=2&offset=3', 5, 'd é"&', null, '?limit=2&offset=1'],
    ['cuts/?limit=99', 5, 'a b c d', '?limit=4&offset=4', null],
    ['cuts/?limit=0', 5, 'a b', '?limit=2&offset=2', null],
    ['cuts/?limit=x&offset=x', 5, 'a b', '?limit=2&offset=2', null],
    ['cuts/?offset=-1', 5, 'a b', '?limit=2&offset=2', null],
    ['cuts/?offset=5', 5, '', null, '?limit=2&offset=3'],
    ['cuts/?offset=999999999999999', 5, '', null, '?limit=2&offset=999999999999997'],
    ['cuts/?count=none&offset=2', null, 'c d', '?count=none&limit=2&offset=4', '?count=none&limit=2'],
  ])('answers %s as REST framework does', async (path, count, names, next, previous) => {
    expect(shown(await get(`/api/${path}`))).toEqual({ status: 200, count, names, next, previous });
  });

  it.each(['0', '4', '-1', 'x', '1.5', '1e3', '99999999999999999999', '999999999999999', ''])(
    'has no page %j',
    async (page) => {
      expect(await get(`/api/numbers/?page=${page}`)).toMatchObject({
        status: 404,
        body: { detail: 'Invalid page.' },
      });
    },
  );

  it('says of a capped count whether it is the whole', async () => {
    expect(shown(await get('/api/numbers/?count=capped'))).toMatchObject({ count: 5, isExact: true });
    expect((await get('/api/numbers/?count=about')).body).toEqual({
      count: ['"about" is not a valid choice.'],
    });
  });

  it('refuses what another style of pages would say', async () => {
    for (const path of [
      'numbers/?offset=1',
      'cuts/?page=2',
      'steps/?page=2',
      'bares/?page=2',
      'steps/?count=none',
    ])
      expect((await get(`/api/${path}`)).status, path).toBe(400);
  });

  const orders = [
    'name',
    '-name',
    'price',
    '-price',
    'at',
    '-at',
    'day',
    '-day',
    'done',
    '-done',
    'id',
    '-id',
  ];
  const both = [...orders, 'done,-price', '-day,at', 'price,-at,day'];

  it.each(both)('leads by cursors through rows that are put in order by %s, to and fro', async (ordering) => {
    const whole = (await get(`/api/steps/?ordering=${ordering}&page_size=50`)).body;
    const ids = whole.results.map(({ id }: { id: number }) => id);
    expect(ids).toHaveLength(rows.length);
    const seen: number[] = [];
    const back: number[] = [];
    let page = (await get(`/api/steps/?ordering=${ordering}`)).body;
    for (;;) {
      seen.push(...page.results.map(({ id }: { id: number }) => id));
      if (page.next === null) break;
      page = (await get(page.next)).body;
    }
    for (;;) {
      back.unshift(...page.results.map(({ id }: { id: number }) => id));
      if (page.previous === null) break;
      page = (await get(page.previous)).body;
    }
    expect({ seen, back }).toEqual({ seen: ids, back: ids });
  });

  it('refuses a cursor that is none, or of another order', async () => {
    const { next } = (await get('/api/steps/?ordering=price')).body;
    const cursor = new URL(next).searchParams.get('cursor') ?? '';
    const [side, digest, ...values] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const written = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    expect((await get(`/api/steps/?ordering=price&cursor=${written(side, digest, ...values)}`)).status).toBe(
      200,
    );
    for (const wrong of [
      '',
      'x',
      cursor.slice(1),
      written('beside', digest, ...values),
      written(side, digest),
      written(side, digest, 'dear', 1),
      written(side, digest, { $gt: 1 }, 1),
      written(side, digest, '1', null),
      written(side, digest, '1', 1e300),
      written(side, digest, '1\u0000', 1),
    ])
      expect(await get(`/api/steps/?ordering=price&cursor=${wrong}`), wrong).toMatchObject({
        status: 404,
        body: { detail: 'Invalid cursor' },
      });
    expect((await get(`/api/steps/?ordering=-price&cursor=${cursor}`)).status).toBe(404);
  });

  it('shows whoever walks forty pages each row once, while another client makes and deletes some', async () => {
    const make = async (name: string): Promise<number> =>
      (await shopSite.send(ana, 'POST', '/api/steps/', { name })).body.id;
    const made = Array.from({ length: 80 }, (_, at) => 1_000 + at);
    const named = (id: number) => ({ id, name: `w${String(id).padStart(4, '0')}` });
    await shopSite.insert('shop_step', made.map(named));
    const seen: number[] = [];
    let pages = 0;
    for (let address: string | null = '/api/steps/?name__istartswith=w'; address !== null; pages += 1) {
      const { body } = await get(address);
      seen.push(...body.results.map(({ id }: { id: number }) => id));
      // Before the place where the walker is, and now and then the very row that the cursor was made of.
      await make('w');
      if (pages % 5 === 0) await shopSite.send(ana, 'DELETE', `/api/steps/${seen.at(-1)}/`);
      address = body.next;
    }
    expect(pages).toBe(40);
    expect(seen).toEqual(made);
  });

  it('answers a bare list of at most 100 rows, which says where it goes on', async () => {
    const { body, headers } = await get('/api/bares/');
    expect(body.map(({ name }: { name: string }) => name)).toEqual(rows.map(({ name }) => name));
    expect(headers.link).toBeUndefined();
    const more = Array.from({ length: 100 }, (_, at) => ({ id: 1_000 + at, name: `z${at}` }));
    await shopSite.insert('shop_bare', more);
    const first = await get('/api/bares/');
    expect(first.body).toHaveLength(100);
    const next = /^<([^>]+)>; rel="next"$/.exec(String(first.headers.link))?.[1] ?? '';
    expect((await get(next)).body).toHaveLength(5);
  });
});

describe('a site that ignores parameters that a list does not know', () => {
  let shopSite: ResourceSite;
  beforeAll(async () => {
    const [sqlite] = databases as [(typeof databases)[0]];
    shopSite = await openResourceSite([shop], sqlite.open, { API_UNKNOWN_PARAMETERS: 'ignore' });
    await shopSite.insert('shop_number', stored);
  });
  afterAll(() => shopSite.close());

  it.each([
    ['nmae=a', 'nmae'],
    ['name__regex=a&page=1', 'name__regex'],
    ['__proto__=1&offset=1', '__proto__, offset'],
    ['ordering=note,-name,x', 'ordering%3Dnote, ordering%3Dx'],
    ['fields=name,nmae,name,id', 'fields%3Dnmae, fields%3Dname'],
    ['fields=%20', 'fields'],
    ['fields=,', 'fields'],
    ['a%0d%0ab=1&%C3%A9=1', 'a%0D%0Ab, %C3%A9'],
  ])('answers the list to %s, and says what it passed over', async (query, ignored) => {
    const { status, headers, body } = await shopSite.send(null, 'GET', `/api/numbers/?${query}`);
    expect([status, body.count, headers['ignored-parameters']]).toEqual([200, 5, ignored]);
  });

  it('shows the key alone where none of the fields that are asked for is there, of a row too', async () => {
    const { body } = await shopSite.send(null, 'GET', '/api/numbers/?fields=nmae&page_size=1');
    expect(body.results).toEqual([{ id: body.results[0].id }]);
    const one = await shopSite.send(null, 'GET', `/api/numbers/${body.results[0].id}/?fields=nmae`);
    expect([one.body, one.headers['ignored-parameters']]).toEqual([body.results[0], 'fields%3Dnmae']);
  });

  it('refuses what is wrong with a parameter that it knows all the same', async () => {
    const { status } = await shopSite.send(null, 'GET', '/api/numbers/?name__istartswith=a%00');
    expect(status).toBe(400);
  });
});

describe('a page of rows that may be long', () => {
  const long = { type: 'long-text', max: 4_500_000 } as const;
  const book = { type: 'references', to: 'book', nested: ['text'], max: 20 } as const;
  it.each<[string, Listable, number]>([
    ['short ones', { fields: { name: { type: 'text', max: 99 } } }, 100],
    ['texts of the length that is taken where none is said', { fields: { text: { type: 'markdown' } } }, 100],
    ['texts of megabytes', { fields: { long } }, 11],
    ['one that is longer than a page', { fields: { long: { ...long, max: 90_000_000 } } }, 1],
    ['texts that are never shown', { fields: { long: { ...long, writeOnly: true } } }, 100],
    ['texts that are nested', { fields: { books: book }, nested: new Map([['books', { text: long }]]) }, 1],
    [
      'texts that are nested, short ones',
      { fields: { books: book }, nested: new Map([['books', { text: { type: 'text', max: 9 } }]]) },
      100,
    ],
  ])('holds as many as fit in fifty million characters: of %s', (_what, list, rows) => {
    expect(sizeOf(list, '100')).toBe(rows);
    expect(sizeOf(list, undefined)).toBe(Math.min(25, rows));
  });
});
