import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { AccountsError } from '../../src/core/kernel/errors.ts';
import { readyPolicies } from '../../src/core/policy/ready-policies.ts';
import type { Principal } from '../../src/core/session/session.ts';
import type { FeatureParts } from '../../src/create-stagedoor/feature.ts';
import { defineJob } from '../../src/create-stagedoor/inside.ts';
import { type RowEventData, resourceEvents } from '../../src/create-stagedoor/resource-events.ts';
import { differenceOf } from '../../src/resource/migration/difference.ts';
import { defineResource, type Resource } from '../../src/resource/resource.ts';
import type { CreateOf, RowOf } from '../../src/resource/row-types.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { databases } from '../support/databases.ts';
import { principalWith } from '../support/policy/askers.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

const product = defineResource({
  name: 'product',
  fields: {
    name: { type: 'text', max: 100, unique: true },
    price: { type: 'decimal', digits: 10, places: 2 },
    state: { type: 'choice', of: { draft: 'Draft', live: 'Live' }, default: 'draft' },
    sold: { type: 'integer', default: 0, readOnly: true },
    facts: { type: 'json', default: {} },
    since: { type: 'moment', set: 'created' },
  },
  order: ['name'],
  events: true,
  access: readyPolicies.IsAuthenticatedOrReadOnly,
});
const note = defineResource({
  name: 'note',
  fields: {
    owner: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    product: { type: 'reference', to: 'product', onDelete: 'protect', nullable: true },
    text: { type: 'text', max: 9 },
  },
  access: readyPolicies.IsOwner,
});
interface Product extends RowOf<typeof product> {}
const sell = defineJob<{ id: number }>('sell');

const useCases = ({ rows, transact, enqueue }: FeatureParts<object>) => ({
  add: (values: CreateOf<typeof product>, by: Principal | null): Promise<Product> =>
    rows(product, by).create(values),
  /** Both, or neither. */
  sell: (id: number, text: string, by: Principal) =>
    transact(async (inside) => {
      const products = inside.rows(product, 'application');
      const { sold } = await products.get(id);
      await products.update(id, { sold: sold + 1 });
      return await inside.rows(note, by).create({ text, product: id });
    }),
  sellLater: (id: number) => enqueue(sell, { id }),
});
const resources: readonly Resource[] = [product, note];
const happened = resourceEvents('shop', product);
const told: string[] = [];
const noted = (what: string) => async (event: { readonly data: RowEventData }) =>
  told.push(`${what} ${event.data.id}`);
const shop = defineFeature({
  name: 'shop',
  resources,
  useCases,
  on: () => [
    happened.created.handledBy(noted('created')),
    happened.changed.handledBy(noted('changed')),
    happened.deleted.handledBy(noted('deleted')),
  ],
  jobs: () => [
    sell.handledBy(({ id }, { transact }) =>
      transact(({ rows }) => rows(product, 'application').update(id, { sold: 50 })),
    ),
  ],
  migrations: [{ name: '0001_initial', operations: differenceOf({}, { feature: 'shop', resources }) }],
});

describe.each(databases)('rows for code on $database', ({ open }) => {
  let site: RealSite;
  let drop: () => Promise<void>;
  let ana: Principal;
  let bea: Principal;
  const products = () => site.stagedoor.rows(product, 'application');
  const actions = () => site.stagedoor.openedFeatures[0]?.useCases as ReturnType<typeof useCases>;
  const codeOf = async (work: Promise<unknown>) =>
    await work.then(
      () => null,
      (error: unknown) => (error instanceof AccountsError ? error.refusal.code : String(error)),
    );

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    site = await openRealSite({ features: [shop], env: database.env });
    const principalOf = async (username: string) =>
      principalWith({ id: (await site.addPerson(username)).id });
    [ana, bea] = [await principalOf('ana'), await principalOf('bea')];
  });
  afterAll(async () => {
    await site.close();
    await drop();
  });

  it('are plain objects, as are users and groups: copied, compared and written as JSON as they are', async () => {
    const { useCases: ours } = site.stagedoor;
    await ours.group.create({ by: 'operator', name: 'Plain' });
    const made = await products().create({ name: 'Plain', price: '1', facts: { a: [1, { b: null }] } });
    const entities = [
      made,
      await ours.user.find({ identifier: 'ana' }),
      await ours.group.find({ name: 'Plain' }),
      ...(await products().list({ limit: 5 })),
    ];
    for (const entity of entities) {
      expect(entity).not.toBeNull();
      expect(structuredClone(entity)).toStrictEqual(entity);
    }
    expect(JSON.parse(JSON.stringify(made))).toEqual({ ...made, since: made.since.toISOString() });
    await products().remove(made.id);
  });

  it('are made, found, changed and removed, as the declaration has them', async () => {
    const made = await products().create({ name: 'Pen', price: '9.9', sold: 3 });
    expect(made).toEqual({
      id: expect.any(Number),
      version: 1,
      name: 'Pen',
      price: '9.90',
      state: 'draft',
      sold: 3,
      facts: {},
      since: site.clock.now(),
    });
    expect(await products().find(made.id)).toEqual(made);
    expect(await products().update(made.id, { state: 'live' })).toMatchObject({ version: 2, state: 'live' });
    expect(await codeOf(products().update(made.id, { price: '1' }, { version: 1 }))).toBe(
      'changed-meanwhile',
    );
    await products().remove(made.id, { version: 2 });
    expect(await products().find(made.id)).toBeNull();
    expect(await codeOf(products().get(made.id))).toBe('not-found');
    expect(await codeOf(products().update(made.id, { price: '1' }))).toBe('not-found');
  });

  it('are listed and counted by what they are, with as many look-ups as the field has', async () => {
    for (const [name, price] of [
      ['Cap', '10'],
      ['Ink', '3'],
      ['Mug', '100'],
    ] as const)
      await products().create({ name, price });
    const names = async (query: Parameters<ReturnType<typeof products>['list']>[0]) =>
      (await products().list(query)).map(({ name }) => name);
    expect(await names({ limit: 9 })).toEqual(['Cap', 'Ink', 'Mug']);
    expect(await names({ where: { price: { gte: '10', lt: '100' } }, limit: 9 })).toEqual(['Cap']);
    expect(await names({ where: { name: 'Ink', state: 'draft' }, limit: 9 })).toEqual(['Ink']);
    expect(await names({ where: { name: { in: ['Ink', 'Mug'] } }, order: ['-price'], limit: 1 })).toEqual([
      'Mug',
    ]);
    expect(await names({ where: { facts: { isnull: true } }, limit: 9 })).toEqual([]);
    expect(await names({ where: { since: { lte: site.clock.now() } }, limit: 9, offset: 2 })).toEqual([
      'Mug',
    ]);
    const [first] = await products().list({ limit: 1 });
    expect(await products().count({ where: { id: first?.id ?? 0 } })).toBe(1);
    expect(await products().count()).toBe(3);
  });

  it.each([
    [
      'a value that a field cannot have',
      () => products().create({ name: 'x', price: 'dear' }),
      'invalid-input',
    ],
    ['a value that is there already', () => products().create({ name: 'Cap', price: '1' }), 'invalid-input'],
    ['a comparison with such a value', () => products().count({ where: { name: 'a\0' } }), 'invalid-input'],
    [
      'a key of nothing',
      () => site.stagedoor.rows(note, 'application').create({ text: 'x', owner: 7 }),
      'invalid-input',
    ],
    [
      'a field that is none',
      () => products().create(JSON.parse('{"nam": "x"}')),
      'PlainError: The resource product has no field nam.',
    ],
    [
      'an order by none',
      () => products().list({ order: JSON.parse('["nam"]'), limit: 1 }),
      'PlainError: The resource product has no field nam.',
    ],
    [
      'a list without an end',
      () => products().list(JSON.parse('{}')),
      'PlainError: The limit of a list of product must be a whole number from 0.',
    ],
  ])('refuse %s', async (_what, work, code) => {
    expect(await codeOf(work())).toBe(code);
  });

  it.each<[string, object]>([
    ['a value', { name: undefined }],
    ['a key', { id: undefined }],
    ['one beside others', { price: '1', name: undefined }],
    ['a look-up', { name: { exact: undefined } }],
    ['one of two look-ups', { price: { gte: '1', lte: undefined } }],
    ['several values', { id: { in: undefined } }],
    ['one of several values', { id: { in: [1, undefined] } }],
    ['whether it is null', { facts: { isnull: undefined } }],
    ['no look-up', { name: {} }],
    ['a look-up that is none', { name: { exakt: 'x' } }],
    ['one that the field has not', { facts: { gte: 'x' } }],
    ['one of what every record has', { name: { constructor: 'x' } }],
  ])('are never all of them for %s that is not there', async (_what, where) => {
    const asked = { where: where as never };
    for (const rows of [products(), site.stagedoor.rows(product, ana)]) {
      expect(await codeOf(rows.count(asked))).toMatch(/^PlainError: The where\.|^invalid-input$/);
      expect(await codeOf(rows.list({ ...asked, limit: 9 }))).toMatch(/^PlainError: The where\.|^invalid/);
    }
  });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['a where', () => products().count({ where: undefined as never }), /where of product must be a record/],
    [
      'the where of a list',
      () => products().list({ where: undefined as never, limit: 9 }),
      /must be a record/,
    ],
    ['a where of another kind', () => products().count({ where: new Date() as never }), /must be a record/],
    ['a list for a where', () => products().count({ where: [] as never }), /must be a record/],
    ['a where that is misspelt', () => products().count({ whre: {} } as never), /takes where, and no whre/],
    ['another in a list', () => products().list({ limit: 1, whre: {} } as never), /and no whre/],
    ['a version', () => products().update(7, { price: '1' }, { version: undefined as never }), /version of/],
    ['one to delete at', () => products().remove(7, { version: undefined as never }), /version of a change/],
    ['one that is misspelt', () => products().remove(7, { vers: 1 } as never), /takes version, and no vers/],
    ['whose rows they are', async () => site.stagedoor.rows(product, undefined as never), /is always said/],
    ['anybody', async () => site.stagedoor.rows(product, {} as never), /is always said/],
  ])('refuse %s that is not there', async (_what, work, sentence) => {
    await expect(work()).rejects.toThrow(sentence);
    await expect(work()).rejects.toMatchObject({ name: 'PlainError' });
  });

  it.each([['x'], [1.5], [Number.NaN], [undefined], [[]], [{}], ['1 or 1=1']])(
    'are none with the key %j',
    async (key) => {
      for (const rows of [products(), site.stagedoor.rows(product, ana)]) {
        expect(await rows.find(key as never)).toBeNull();
        for (const work of [rows.get(key as never), rows.update(key as never, { price: '1' })])
          expect(await codeOf(work)).toBe('not-found');
        expect(await codeOf(rows.remove(key as never))).toBe('not-found');
      }
    },
  );

  it('of one person are those that the policy lets them see and change, and nobody says what is theirs not to say', async () => {
    expect(await codeOf(actions().add({ name: 'Hat', price: '1' }, null))).toBe('not-authenticated');
    const hat = await actions().add({ name: 'Hat', price: '1', ...JSON.parse('{"sold": 7}') }, ana);
    expect(hat.sold).toBe(0);
    expect(await site.stagedoor.rows(product, null).find(hat.id)).toEqual(hat);
    const own = await site.stagedoor.rows(note, ana).create({ text: 'Mine' });
    expect(own.owner).toBe(ana.user.id);
    const beas = site.stagedoor.rows(note, bea);
    expect(await beas.find(own.id)).toBeNull();
    expect(await beas.list({ limit: 9 })).toEqual([]);
    expect(await beas.count()).toBe(0);
    expect(await codeOf(beas.update(own.id, { text: 'Hers' }))).toBe('not-found');
    expect(await codeOf(beas.remove(own.id))).toBe('not-found');
    expect(
      await site.stagedoor.rows(note, 'application').update(own.id, { owner: bea.user.id }),
    ).toMatchObject({
      owner: bea.user.id,
    });
  });

  it('inside a transaction are kept together, or none of them', async () => {
    const { id } = await products().create({ name: 'Bag', price: '1' });
    expect(await actions().sell(id, 'sold', ana)).toMatchObject({ product: id, owner: ana.user.id });
    expect(await products().get(id)).toMatchObject({ sold: 1 });
    expect(await codeOf(actions().sell(id, 'much too long', ana))).toBe('invalid-input');
    expect(await products().get(id)).toMatchObject({ sold: 1 });
    expect(await codeOf(products().remove(id))).toBe('still-referred-to');
    await actions().sellLater(id);
    await site.stagedoor.backgroundWork.drain();
    expect(await products().get(id)).toMatchObject({ sold: 50 });
  });

  it('are told of where the declaration says so: what was kept, and nothing that was refused or undone', async () => {
    await site.stagedoor.backgroundWork.drain();
    told.splice(0);
    const { id } = await products().create({ name: 'Told', price: '1' });
    await codeOf(products().create({ name: 'Told', price: '1' }));
    await codeOf(products().update(id, { price: '2' }, { version: 7 }));
    await codeOf(actions().sell(id, 'much too long', ana));
    await site.stagedoor.rows(product, ana).update(id, { price: '2' });
    await actions().sell(id, 'sold', ana);
    await codeOf(products().remove(id));
    const [sold] = await site.stagedoor.rows(note, ana).list({ where: { product: id }, limit: 1 });
    await site.stagedoor.rows(note, ana).remove(sold?.id ?? 0);
    await products().remove(id);
    expect(told).toEqual([]);
    await site.stagedoor.backgroundWork.drain();
    expect(told.toSorted()).toEqual([`changed ${id}`, `changed ${id}`, `created ${id}`, `deleted ${id}`]);
  });

  it('of what no feature declares are none', () => {
    expect(() => site.stagedoor.rows({ ...product }, 'application')).toThrow(/declares the resource product/);
  });
});

it('are typed by the declaration: a wrong name, kind or look-up does not compile', () => {
  const typed = async (rows: FeatureParts<object>['rows'], ana: Principal) => {
    const own = rows(product, 'application');
    const hers = rows(note, ana);
    expectTypeOf(await own.get(1)).toEqualTypeOf<RowOf<typeof product>>();
    expectTypeOf((await own.get(1)).state).toEqualTypeOf<'draft' | 'live'>();
    // @ts-expect-error No field is called nam.
    own.create({ nam: 'x', price: '1' });
    // @ts-expect-error A price must be said.
    own.create({ name: 'x' });
    // @ts-expect-error A decimal is a text.
    own.update(1, { price: 9.99 });
    // @ts-expect-error When it was made is written by itself.
    own.update(1, { since: new Date() });
    // @ts-expect-error Whose a note is is not hers to say.
    hers.create({ text: 'x', owner: 2 });
    // @ts-expect-error The application says whose it is.
    rows(note, 'application').create({ text: 'x' });
    // @ts-expect-error No field is called nam.
    own.list({ where: { nam: 'x' }, limit: 1 });
    // @ts-expect-error Of a state no part is looked for.
    own.list({ where: { state: { icontains: 'x' } }, limit: 1 });
    // @ts-expect-error No such state.
    own.list({ where: { state: 'gone' }, limit: 1 });
    // @ts-expect-error How many at most is always said.
    own.list({ where: { name: 'x' } });
    // @ts-expect-error No field is called nam.
    own.list({ order: ['-nam'], limit: 1 });
    // @ts-expect-error It is said whose rows they are.
    rows(product);
  };
  expect(typed).toBeTypeOf('function');
});
