import { beforeAll, describe, expect, test } from 'vitest';
import { referencesIn } from '../../../../src/infrastructure/database/resource/referring-rows.ts';
import { createResourceStore } from '../../../../src/infrastructure/database/resource/resource-store.ts';
import { createTable } from '../../../../src/infrastructure/database/resource/table-statements.ts';
import { runActions } from '../../../../src/infrastructure/database/take-step.ts';
import { defineResource, type Resource } from '../../../../src/resource/resource.ts';
import type { RowFilter } from '../../../../src/resource/resource-store.ts';
import { tableNameOf, tableStateOf, tableStatesOf } from '../../../../src/resource/table-state.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

const shelf = defineResource({
  name: 'shelf',
  fields: { label: { type: 'text', max: 20, unique: true } },
  access: { anyone: true },
});
const product = defineResource({
  name: 'product',
  fields: {
    name: { type: 'text', max: 100 },
    price: { type: 'decimal', digits: 15, places: 2 },
    stock: { type: 'integer', default: 0 },
    isLive: { type: 'boolean', default: false },
    since: { type: 'date', nullable: true },
    opens: { type: 'time', nullable: true },
    sold: { type: 'moment', nullable: true },
    facts: { type: 'json', default: {} },
    shelf: { type: 'reference', to: 'shelf', onDelete: 'protect', nullable: true },
    twin: { type: 'reference', to: 'product', onDelete: 'set null', nullable: true },
  },
  uniqueTogether: [['name', 'shelf']],
  access: { anyone: true },
});
const tag = defineResource({
  name: 'tag',
  fields: { name: { type: 'text', max: 20 } },
  access: { anyone: true },
});
const item = defineResource({
  name: 'item',
  fields: {
    twin: { type: 'reference', to: 'item', onDelete: 'set null', nullable: true },
    held: { type: 'reference', to: 'tag', onDelete: 'protect', nullable: true },
    tags: { type: 'references', to: 'tag' },
  },
  access: { anyone: true },
});
const part = defineResource({
  name: 'part',
  fields: { of: { type: 'reference', to: 'item', onDelete: 'cascade' } },
  access: { anyone: true },
});
const note = defineResource({
  name: 'note',
  fields: { part: { type: 'reference', to: 'part', onDelete: 'set null', nullable: true } },
  access: { anyone: true },
});
const kept: readonly Resource[] = [shelf, product];

describe.each(['sqlite', 'postgres'] as const)('rows of a resource on %s', (kind) => {
  const stores = storesUnderTest(kind);
  const context = () => {
    const { database } = stores();
    if (database === null) throw new Error('Memory has no tables.');
    return database;
  };
  const rowsOf = (resource: Resource) => createResourceStore(context(), { feature: 'shop', resource });

  beforeAll(async () => {
    const { db, dialect } = context();
    for (const resource of kept) {
      const table = tableNameOf('shop', resource);
      await runActions({ db, dialect }, createTable(table, tableStateOf('shop', resource), dialect));
    }
  });

  test('come back as they were written, whatever kind of value it is', async () => {
    const values = {
      name: 'Pen',
      price: '1234567890123.45',
      stock: 2 ** 53 - 1,
      isLive: true,
      since: '2024-02-29',
      opens: '09:30:00',
      sold: new Date('2024-02-29T09:30:00.123Z'),
      facts: ['a', { b: null }, 'null', 1.5],
      shelf: null,
      twin: null,
    };
    const made = await rowsOf(product).create(1, values);
    expect(made).toEqual({ ...values, id: 1, version: 1 });
    expect(await rowsOf(product).find(1)).toEqual(made);
  });

  test('have what the columns say where nothing was said', async () => {
    expect(await rowsOf(product).create(2, { name: 'Ink', price: '-0.50' })).toMatchObject({
      price: '-0.50',
      stock: 0,
      isLive: false,
      facts: {},
      sold: null,
    });
  });

  test('are changed at the version that was seen, once', async () => {
    const rows = rowsOf(product);
    expect(await rows.update(2, { stock: 1 }, 1)).toMatchObject({ stock: 1, version: 2 });
    expect(await rows.update(2, { stock: 5 }, 1)).toBeNull();
    expect(await rows.update(2, { stock: 6 }, null)).toMatchObject({ stock: 6, version: 3 });
    expect(await rows.update(99, { stock: 6 }, null)).toBeNull();
    expect(await rows.remove(2, 2)).toBe(false);
    expect(await rows.remove(2, 3)).toBe(true);
    expect(await rows.find(2)).toBeNull();
  });

  test('with values of another row, or a key of none, are refused by the names of the fields', async () => {
    await rowsOf(shelf).create(10, { label: 'A' });
    await rowsOf(product).create(11, { name: 'Cap', price: '1', shelf: 10 });
    const refused = await stores()
      .transact(async () => {
        expect(await rowsOf(shelf).create(12, { label: 'A' })).toEqual({ kind: 'taken', fields: ['label'] });
        return await rowsOf(product).create(13, { name: 'Cap', price: '2', shelf: 10 });
      })
      .catch(() => rowsOf(product).create(13, { name: 'Cap', price: '2', shelf: 10 }));
    expect(refused).toEqual({ kind: 'taken', fields: ['name', 'shelf'] });
    expect(await rowsOf(product).create(14, { name: 'Hat', price: '2', shelf: 77 })).toEqual({
      kind: 'refers-to-none',
      field: 'shelf',
      key: 77,
    });
  });

  test('that others must not lose stay, and those that may be lost are let go', async () => {
    await rowsOf(product).create(15, { name: 'Mug', price: '1', twin: 11 });
    expect(await rowsOf(shelf).remove(10, null)).toBe('protected');
    expect(await rowsOf(product).remove(11, null)).toBe(true);
    expect(await rowsOf(product).find(15)).toMatchObject({ twin: null });
    expect(await rowsOf(shelf).remove(10, null)).toBe(true);
  });

  test('move on by a version where one goes that they referred to', async () => {
    const { db, dialect } = context();
    const places = [tag, item, part, note].map((resource) => ({ feature: 'stock', resource }));
    for (const { feature, resource } of places)
      for (const [table, state] of Object.entries(tableStatesOf(feature, resource)))
        await runActions({ db, dialect }, createTable(table, state, dialect));
    const references = referencesIn(places);
    const [tags, items, parts, notes] = places.map((place) =>
      createResourceStore(context(), place, { references }),
    );
    if (!tags || !items || !parts || !notes) throw new Error('Four stores were opened.');
    for (const id of [1, 2]) await tags.create(id, { name: `t${id}` });
    await items.create(1, { twin: null, tags: [1, 2], held: null });
    await items.create(2, { twin: 1, tags: [2], held: null });
    await items.create(3, { twin: null, tags: [], held: null });
    await parts.create(1, { of: 1 });
    const versions = async () => (await items.list({ limit: 9 })).map(({ id, version }) => [id, version]);

    // Nothing moves where nothing goes.
    expect([await tags.remove(1, 7), await tags.remove(9, null)]).toEqual([false, false]);
    await items.update(3, { held: 2 }, null);
    expect(await tags.remove(2, null)).toBe('protected');
    expect(await versions()).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
    ]);

    expect(await tags.remove(1, 1)).toBe(true);
    expect(await items.find(1)).toMatchObject({ tags: [2], version: 2 });
    // What refers to a part that goes along with an item.
    await items.update(3, { twin: 3 }, null);
    await notes.create(1, { part: 1 });
    expect(await items.remove(1, 2)).toBe(true);
    expect(await items.find(2)).toMatchObject({ twin: null, version: 2 });
    expect(await notes.find(1)).toMatchObject({ part: null, version: 2 });
    expect(await items.remove(3, 3)).toBe(true);
    expect(await versions()).toEqual([[2, 2]]);
  });

  describe('in lists', () => {
    beforeAll(async () => {
      for (const [id, name, price] of [
        [21, '100% wool', '9.50'],
        [22, 'wool_sock', '10.00'],
        [23, 'Wool [blue]', '100.00'],
        [24, 'cotton', '9.50'],
      ] as const)
        await rowsOf(product).create(id, { name, price, since: id === 24 ? null : `2024-01-${id}` });
    });
    const idsOf = async (filters: readonly RowFilter[], order: readonly string[] = []) => {
      const from = { field: 'id', lookUp: 'gte', value: 20 } as const;
      const rows = await rowsOf(product).list({ filters: [from, ...filters], order, limit: 50 });
      return rows.map(({ id }) => id);
    };

    test('are in order of numbers and not of texts, equals by their key, null first', async () => {
      expect(await idsOf([], ['price'])).toEqual([21, 24, 22, 23]);
      expect(await idsOf([], ['-price'])).toEqual([23, 22, 21, 24]);
      expect(await idsOf([], ['since'])).toEqual([24, 21, 22, 23]);
      expect(await idsOf([], ['-since'])).toEqual([23, 22, 21, 24]);
    });

    test.each<[RowFilter['lookUp'], string, unknown, readonly number[]]>([
      ['exact', 'price', '9.50', [21, 24]],
      ['gte', 'price', '10', [22, 23]],
      ['lt', 'price', '10', [21, 24]],
      ['range', 'price', ['9.60', '99'], [22]],
      ['in', 'price', ['10.00', '100.00'], [22, 23]],
      ['in', 'price', [], []],
      ['isnull', 'since', true, [24]],
      ['isnull', 'since', false, [21, 22, 23]],
      ['icontains', 'name', 'WOOL', [21, 22, 23]],
      ['contains', 'name', 'wool', [21, 22]],
      ['icontains', 'name', '0%', [21]],
      ['contains', 'name', 'l_s', [22]],
      ['contains', 'name', '[blue]', [23]],
      ['istartswith', 'name', 'wool', [22, 23]],
      ['startswith', 'name', 'wool', [22]],
      ['endswith', 'name', 'wool', [21]],
      ['iendswith', 'name', 'BLUE]', [23]],
      ['iexact', 'name', 'COTTON', [24]],
      ['icontains', 'name', '*', []],
      ['contains', 'name', '?', []],
    ])('%s of %s is %j', async (lookUp, field, value, ids) => {
      expect(await idsOf([{ field, lookUp, value }])).toEqual(ids);
    });

    test.each<[RowFilter['lookUp'], string, number]>([
      ['icontains', 'ÑANDÚ', 1],
      ['icontains', 'ñandú á', 1],
      ['istartswith', 'ÉL ', 1],
      ['iendswith', 'οδοσ%', 1],
      ['iexact', 'él ñandú árbol οδοσ%', 1],
      ['contains', 'ñandú', 0],
      ['icontains', 'nandu', 0],
      ['icontains', 'É_', 0],
    ])('%s of %s counts capitals of other letters alike', async (lookUp, value, count) => {
      const id = 90;
      await rowsOf(shelf).create(id, { label: 'ÉL Ñandú Árbol ΟΔΟΣ%' });
      const filters = [{ field: 'label', lookUp, value }];
      expect(await rowsOf(shelf).count({ filters, cap: 9 })).toBe(count);
      await rowsOf(shelf).remove(id, null);
    });

    test('are counted no further than was asked', async () => {
      const filters: readonly RowFilter[] = [{ field: 'id', lookUp: 'gte', value: 20 }];
      expect(await rowsOf(product).count({ filters, cap: 100 })).toBe(4);
      expect(await rowsOf(product).count({ filters, cap: 3 })).toBe(3);
    });
  });
});
