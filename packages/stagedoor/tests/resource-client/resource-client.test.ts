import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import type { RowsFor } from '../../src/resource/typed-rows.ts';
import {
  createResourceClient,
  type Page,
  type ResourceClient,
  type Shown,
} from '../../src/resource-client/index.ts';
import { databases } from '../support/databases.ts';
import { withTables } from '../support/resource-site.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { handled, leaflet, maker, product, since } from './shop.ts';

type Maker = NonNullable<Shown<typeof product>['maker']>;

const shop = {
  ...withTables('shop', [maker, product, leaflet]),
  useCases: ({ rows }: { readonly rows: RowsFor }) => ({
    found: async (where: object) =>
      (await rows(product, 'application').list({ where, limit: 100 })).map(({ name }) => name),
    update: (id: number, price: string) => rows(product, 'application').update(id, { price }),
  }),
  actions: (useCases: Parameters<typeof handled>[0]) => [handled(useCases)],
};

describe.each(databases)('the client of a resource, against a server on $database', ({ open }) => {
  let site: RealSite;
  let drop: () => Promise<void>;
  let origin: string;
  let products: ResourceClient<typeof product>;
  let makers: ResourceClient<typeof maker>;
  let leaflets: ResourceClient<typeof leaflet>;

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    site = await openRealSite({ features: [shop], env: { ...database.env, ALLOWED_HOSTS: '127.0.0.1' } });
    await site.addPerson('ana');
    origin = await site.listen();
    const client = createClient({ baseUrl: origin });
    await client.logIn({ username: 'ana', password: PASSWORD });
    products = createResourceClient<typeof product>(client, 'products');
    makers = createResourceClient<typeof maker>(client, 'makers');
    leaflets = createResourceClient<typeof leaflet>(client, 'leaflets');
  });
  afterAll(async () => {
    await site.close();
    await drop();
  });

  const priced = async (name: string, price: string) => {
    const { data } = await products.create({ name, price });
    if (data === undefined) throw new Error(`${name} was not made`);
    return data;
  };
  const names = ({ data }: { readonly data: Page<Shown<typeof product>> | undefined }) =>
    data?.results.map(({ name }) => name);

  it('makes, reads, changes, replaces and deletes a row, at the version that was seen', async () => {
    const { data: bic } = await makers.create({ name: 'Bic' });
    const made = await products.create({
      name: 'Pen',
      price: '9.90',
      maker: bic?.id ?? 0,
      note: 'secret',
      sold_at: since,
    });
    expect(made).toMatchObject({ error: undefined, version: 1, response: { status: 201 } });
    const id = made.data?.id ?? 0;
    const shown = {
      id,
      name: 'Pen',
      price: '9.90',
      kind: 'pen',
      sold_at: since.toISOString(),
      maker: { name: 'Bic' },
    };
    expect(made.data).toMatchObject(shown);
    expect(made.data).not.toHaveProperty('note');
    expect(await products.get(id)).toMatchObject({ data: shown, version: 1 });

    expect(await products.update(id, { price: '8.00' }, { version: 1 })).toMatchObject({
      data: { price: '8.00', name: 'Pen' },
      version: 2,
    });
    const late = await products.update(id, { price: '7.00' }, { version: 1 });
    expect([late.data, late.error?.code, late.version]).toEqual([undefined, 'changed-meanwhile', undefined]);
    expect((await products.replace(id, { name: 'Quill', price: '3.00' }, { version: 2 })).data).toMatchObject(
      {
        name: 'Quill',
        sold_at: since.toISOString(),
        maker: { name: 'Bic' },
      },
    );
    expect((await products.remove(id, { version: 2 })).error?.code).toBe('changed-meanwhile');
    expect(await products.remove(id)).toMatchObject({ data: null, error: undefined });
    expect((await products.get(id)).error?.code).toBe('not-found');
  });

  it('tells what is wrong with each field, and nothing is thrown', async () => {
    const { error } = await products.create({ name: 'x'.repeat(21), price: 'cheap' });
    expect(error).toMatchObject({
      code: 'invalid-input',
      status: 400,
      fields: {
        name: ['Ensure this field has no more than 20 characters.'],
        price: ['A valid number is required.'],
      },
    });
    const nobody = createResourceClient<typeof product>(createClient({ baseUrl: origin }), 'products');
    expect((await nobody.create({ name: 'Pen', price: '1.00' })).error?.code).toBe('not-authenticated');
  });

  it('asks for some fields, and knows that the others are not there', async () => {
    const { data: maker } = await makers.create({ name: 'Bic' });
    const { data: made } = await products.create({ name: 'Sparse', price: '1.00', maker: maker?.id ?? 0 });
    const id = made?.id ?? 0;
    const one = await products.get(id, { fields: ['price', 'maker.name'] });
    expect(one).toMatchObject({ version: 1, response: { status: 200 } });
    expect(one.data).toEqual({ id, price: '1.00', maker: { id: maker?.id, name: 'Bic' } });
    expectTypeOf(one.data).toEqualTypeOf<
      | { readonly id: number; readonly price: string; readonly maker: Pick<Maker, 'id' | 'name'> | null }
      | undefined
    >();
    const page = await products.list({ fields: ['name'], where: { id }, count: 'none' });
    expect(page.data).toMatchObject({ results: [{ id, name: 'Sparse' }], next: null });
    expectTypeOf(page.data).toEqualTypeOf<Page<{ readonly id: number; readonly name: string }> | undefined>();
    expectTypeOf((await products.list({ fields: [] })).data).toEqualTypeOf<
      Page<Shown<typeof product>> | undefined
    >();
    const next = await products.follow<'name'>('/api/products/?fields=name');
    expectTypeOf(next.data).toEqualTypeOf(page.data);
    // @ts-expect-error what is never shown
    const refused = await products.get(id, { fields: ['note'] });
    expect(refused.error).toMatchObject({ code: 'invalid-input', fields: { fields: expect.anything() } });
    await products.remove(id);
  });

  it('asks lists for what is declared, and follows them', async () => {
    await priced('Red pen', '5.00');
    await priced('Blue ink', '7.50');
    await priced('Green pen', '2.00');
    expect(names(await products.list())).toEqual(['Blue ink', 'Green pen', 'Red pen']);
    expect(names(await products.list({ where: { price: { gte: '5', lte: '7' } } }))).toEqual(['Red pen']);
    expect(names(await products.list({ where: { price: '7.50', kind: { in: ['pen', 'ink'] } } }))).toEqual([
      'Blue ink',
    ]);
    expect(names(await products.list({ where: { sold_at: null } }))).toHaveLength(3);
    expect(names(await products.list({ where: { sold_at: { gte: since } } }))).toEqual([]);
    expect(names(await products.list({ where: { maker__name__icontains: 'b' } }))).toEqual([]);
    expect(names(await products.list({ search: 'pen', order: ['-price'] }))).toEqual([
      'Red pen',
      'Green pen',
    ]);
    const first = await products.list({ order: ['price'], pageSize: 2, count: 'exact' });
    expect([names(first), first.data?.count]).toEqual([['Green pen', 'Red pen'], 3]);
    const second = await products.follow(first.data?.next ?? '');
    expect([names(second), second.data?.next]).toEqual([['Blue ink'], null]);
    expect(names(await products.follow(second.data?.previous ?? ''))).toEqual(['Green pen', 'Red pen']);
    // @ts-expect-error what the declaration lets nobody filter by
    const refused = await products.list({ where: { name: 'Red pen' } });
    expect(refused.error).toMatchObject({ code: 'invalid-input', fields: { name: expect.anything() } });

    for (const name of ['Lamy', 'Parker', 'Pilot']) await makers.create({ name });
    const bare = await makers.list();
    expect(bare.data?.results).toHaveLength(2);
    expect((await makers.follow(bare.data?.next ?? '')).data?.results.length).toBeGreaterThan(0);
  });

  it('finds what rows in code find, whatever values it is asked for', async () => {
    const before = await products.list({ pageSize: 100 });
    for (const { id } of before.data?.results ?? []) await products.remove(id);
    const { data: bic } = await makers.create({ name: 'Bic, "the" maker' });
    const labels = ['a,b', 'a', 'b', '"a,b"', '"', 'a"b', ',', ''];
    for (const [at, label] of labels.entries())
      await products.create({ name: `P${at}`, price: `${at}.00`, label, maker: bic?.id ?? null });
    const all = (await products.list({ pageSize: 100 })).data?.results ?? [];
    const ids = all.map(({ id }) => id);
    const opened = site.stagedoor.openedFeatures.find(({ feature }) => feature.name === 'shop');
    const { found } = (opened?.useCases ?? {}) as { found(where: object): Promise<string[]> };
    const wheres: NonNullable<Parameters<typeof products.list>[0]>['where'][] = [
      ...[{ label: { in: [] } }, { kind: { in: [] } }, { id: { in: [] } }, { price: '1', label: { in: [] } }],
      ...labels.map((label) => ({ label })),
      ...labels.map((label) => ({ label: { exact: label } })),
      ...labels.map((label) => ({ label: { in: [label] } })),
      ...labels.map((label) => ({ label: { in: [label, 'b'] } })),
      ...[{ label: { in: labels } }, { label: { icontains: ',' } }, { label: { icontains: '' } }],
      ...[{ id: ids[1] }, { id: { in: ids.slice(2, 5) } }, { id: { exact: ids[0] } }, { id: { in: ids } }],
    ];
    for (const where of wheres)
      expect([where, names(await products.list({ where }))]).toEqual([where, await found(where as object)]);
    const none = await products.list({ where: { kind: { in: [] } } });
    expect(none).toMatchObject({ error: undefined, data: { results: [], next: null, count: 0 } });
    // What cannot be the value of a field is refused as in code.
    expect((await products.list({ where: { price: '' } })).error?.code).toBe('invalid-input');
    expect(names(await products.list({ where: { maker__name__in: ['Bic, "the" maker'] } }))).toHaveLength(8);
    expect(names(await products.list({ where: { maker__name__in: [] } }))).toEqual([]);
    expect((await products.list({ where: { maker__name: '' } })).error?.code).toBe('invalid-input');
    expect(names(await products.list({ where: { maker__name__icontains: '' } }))).toHaveLength(8);
  });

  it('sends files by a form, with whatever else is said of the row', async () => {
    const { id: product } = await priced('Leaf pen', '1.00');
    const scan = new File(['what it says'], 'scan.txt');
    const values = {
      title: 'One',
      scan,
      pages: null,
      facts: { a: [1] },
      products: [product],
      printed: since,
    };
    const made = await leaflets.create(values);
    expect(made).toMatchObject({
      error: undefined,
      data: {
        title: 'One',
        pages: null,
        facts: { a: [1] },
        products: [product],
        printed: since.toISOString(),
      },
    });
    const { scan: address, id } = made.data ?? { scan: '', id: 0 };
    expect(await (await fetch(new URL(new URL(address).pathname, origin))).text()).toBe('what it says');
    expect((await leaflets.update(id, { back: scan, products: [] }, { version: 1 })).data).toMatchObject({
      products: [],
      back: expect.stringContaining('/back/'),
    });
    expect((await leaflets.update(id, { back: null })).data).toMatchObject({ back: null, title: 'One' });
    expect((await leaflets.create({ ...values, scan: new Blob(['x']) })).error).toMatchObject({
      fields: { scan: [expect.stringContaining('not allowed')] },
    });
  });

  it.each([['5'], ['abc'], [null], [7], [['a']], [{ a: null }], [false]])(
    'keeps what is JSON as it is beside a file: %j',
    async (facts) => {
      const scan = new File(['x'], 'scan.txt');
      const made = await leaflets.create({ title: 'null', scan, facts, products: [] });
      expect([made.error, made.data?.facts, made.data?.title]).toEqual([undefined, facts, 'null']);
    },
  );

  it('never leaves the site, whatever page it is to follow', async () => {
    const elsewhere = await products.follow('https://evil.example/api/products/?page=1');
    expect(elsewhere.response?.url).toContain('127.0.0.1');
    await expect(products.follow('//evil.example//evil.example/')).rejects.toThrow('stays on the site');
  });

  const notSaid = undefined as never;
  it.each<[string, () => Promise<unknown>]>([
    ['where', () => products.list({ where: notSaid })],
    ['price', () => products.list({ where: { price: notSaid } })],
    ['price', () => products.list({ where: { kind: 'pen', price: notSaid } })],
    ['price', () => products.list({ where: { price: { gte: '1', lte: notSaid } } })],
    ['price', () => products.list({ where: { price: {} } })],
    ['id', () => products.list({ where: { id: { in: [1, notSaid] } } })],
    ['id', () => products.list({ where: { id: { in: notSaid } } })],
    ['maker__name', () => products.list({ where: { maker__name: notSaid } })],
    ['whre', () => products.list({ whre: { price: '1' } } as never)],
    ['version', () => products.update(1, { price: '1' }, { version: notSaid })],
    ['version', () => products.replace(1, { name: 'x', price: '1' }, { version: notSaid })],
    ['version', () => products.remove(1, { version: notSaid })],
    ['version', () => products.write({ update: [{ id: 1, version: notSaid, price: '1' }] })],
    ['version', () => products.write({ delete: [{ id: 1, version: notSaid }] })],
    ['version', () => products.act('reprice', { id: 1, version: notSaid, input: { price: '1' } })],
  ])('asks nothing, and so never for every row, where %s was not got', async (name, ask) => {
    await expect(ask()).rejects.toThrow(TypeError);
    await expect(ask()).rejects.toThrow(name);
  });

  it.each(['../users/me', '7?x', '7/..', '.', '', '7', Number.NaN, 1.5, undefined, null, [7]])(
    'asks for no row by the id %j, which leads elsewhere or nowhere',
    async (text) => {
      const id = text as never;
      for (const ask of [
        () => products.get(id),
        () => products.update(id, { price: '1' }),
        () => products.replace(id, { name: 'x', price: '1' }),
        () => products.remove(id),
        () => leaflets.update(id, { scan: new File(['x'], 'x.txt') }),
        () => products.act('reprice', { id, input: { price: '1' } }),
      ])
        await expect(ask()).rejects.toThrow(TypeError);
    },
  );

  it('is of no resource that leads elsewhere, nor does it what does', async () => {
    const client = createClient({ baseUrl: origin });
    for (const plural of ['../users', 'products/7', 'products?x', '.', '..', ''])
      expect(() => createResourceClient<typeof product>(client, plural)).toThrow(TypeError);
    for (const path of ['../../users', '..', ''])
      await expect(products.act('count_kind', { path, input: {} } as never)).rejects.toThrow(TypeError);
  });

  it('writes many rows together, and does what is declared beside', async () => {
    const { id } = await priced('Pencil', '1.00');
    const { data: written } = await products.write({
      create: [{ name: 'Chalk', price: '0.10' }],
      update: [{ id, version: 1, price: '1.50' }],
    });
    expect(written).toMatchObject({ delete: [], update: [{ price: '1.50' }], create: [{ name: 'Chalk' }] });
    const wrong = await products.write({ create: [{ name: 'Chalk', price: '0.10' }] });
    expect(wrong.error).toMatchObject({ fields: { 'create.0.name': expect.anything() } });

    const repriced = await products.act('reprice', { id, version: 2, input: { price: '4.00' } });
    expect(repriced).toMatchObject({ data: { id, price: '4.00' }, version: 3 });
    // Who acts may lose sight of the row by it.
    expectTypeOf<null>().toExtend<typeof repriced.data>();
    expect((await products.act('reprice', { id, input: { price: 'x' } })).error).toMatchObject({
      fields: { price: ['A valid number is required.'] },
    });
    const counted = await products.act('count_kind', {
      path: 'counted',
      method: 'GET',
      input: { kind: 'pen' },
    });
    expect(counted.data).toEqual({ kind: 'pen', since: since.toISOString() });
  });
});

/** Never called: the compiler is the test. */
export async function whatTheCompilerKnows(products: ResourceClient<typeof product>): Promise<void> {
  const { data, error } = await products.get(1);
  if (error === undefined) {
    expectTypeOf(data.price).toEqualTypeOf<string>();
    expectTypeOf(data.kind).toEqualTypeOf<'pen' | 'ink'>();
    expectTypeOf(data.sold_at).toEqualTypeOf<string | null>();
    // @ts-expect-error what is never shown
    data.note;
  }
  const made = await products.create({ name: 'Pen', price: '1.00' });
  if (made.error?.code === 'invalid-input') {
    expectTypeOf(made.error.fields.price).toEqualTypeOf<readonly string[] | undefined>();
    // @ts-expect-error a field that there is not
    made.error.fields.weight;
  }
  // @ts-expect-error a field that is missing
  await products.create({ name: 'Pen' });
  // @ts-expect-error a word that the choice has not
  await products.update(1, { kind: 'chalk' });
  // @ts-expect-error a number where a decimal is a text
  await products.update(1, { price: 9.9 });
  // @ts-expect-error a field that there is not
  await products.list({ order: ['-weight'] });
  // @ts-expect-error a look-up that there is not
  await products.list({ where: { price: { about: '10' } } });
  // @ts-expect-error a look-up that the declaration does not let clients ask
  await products.list({ where: { price: { gt: '10' } } });
  // @ts-expect-error a look-up of keys that there is not
  await products.list({ where: { id: { gt: 1 } } });
  // @ts-expect-error an order that it does not let them ask
  await products.list({ order: ['kind'] });
  // @ts-expect-error a path that it does not name
  await products.list({ where: { maker__kind: 'Bic' } });
  await products.list({ where: { price__gte: '5', maker__name__icontains: 'b' }, order: ['-price', 'name'] });
  const leaflets = products as unknown as ResourceClient<typeof leaflet>;
  // @ts-expect-error a file is none by its name
  await leaflets.create({ title: 'One', scan: 'scan.txt' });
  // @ts-expect-error many rows together have no files
  await leaflets.write({ create: [{ title: 'One', scan: new File([], 'scan.txt') }] });
  // @ts-expect-error an action that there is not
  await products.act('paint', { id: 1 });
  // @ts-expect-error an action of a row without its row
  await products.act('reprice', { input: { price: '1.00' } });
  // @ts-expect-error what the action is to be sent
  await products.act('reprice', { id: 1 });
  // @ts-expect-error where the action is
  await products.act('count_kind', { input: { kind: 'pen' } });
}
