import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createResourceStore } from '../../../../src/infrastructure/database/resource/resource-store.ts';
import { createTable } from '../../../../src/infrastructure/database/resource/table-statements.ts';
import { runActions } from '../../../../src/infrastructure/database/take-step.ts';
import { applicationRows } from '../../../../src/resource/application-rows.ts';
import type { AnyCompared, OrderWord, Rule } from '../../../../src/resource/check/rule.ts';
import { violatedCheckOf } from '../../../../src/resource/check/violated-check.ts';
import type { Fields } from '../../../../src/resource/field.ts';
import { openRows } from '../../../../src/resource/open-rows.ts';
import type { Resource } from '../../../../src/resource/resource.ts';
import { tableNameOf, tableStateOf } from '../../../../src/resource/table-state.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

const nullable = true;
const fields: Fields = {
  count: { type: 'integer', nullable },
  price: { type: 'decimal', digits: 15, places: 3, nullable },
  cost: { type: 'decimal', digits: 6, places: 2, nullable },
  name: { type: 'text', max: 9, blank: true, nullable },
  state: { type: 'choice', of: { a: 'A', B: 'B' }, nullable },
  isLive: { type: 'boolean', nullable },
  starts: { type: 'date', nullable },
  ends: { type: 'date', nullable },
  opens: { type: 'time', nullable },
  made: { type: 'moment', nullable },
  sold: { type: 'moment', nullable },
};
const moments = ['2024-02-29T09:30:00.123Z', '0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'];
const values: Readonly<Record<string, readonly (string | number | boolean)[]>> = {
  count: [-1, 0, 2, 2 ** 53 - 1],
  price: ['-0.001', '0.000', '2.000', '999999999999.999'],
  cost: ['-1.00', '0.00', '2.00', '9.99'],
  name: ['', 'a', 'A', "it's", 'é', '\\'],
  state: ['a', 'B'],
  isLive: [true, false],
  starts: ['0001-01-01', '2024-02-29', '9999-12-31'],
  ends: ['0001-01-01', '2024-02-29', '9999-12-31'],
  opens: ['00:00:00', '09:30:00', '23:59:59'],
  made: moments,
  sold: moments,
};
const kinds = [
  ['count', 'price', 'cost'],
  ['name', 'state'],
  ['isLive'],
  ['starts', 'ends'],
  ['opens'],
  ['made', 'sold'],
];
const words: readonly OrderWord[] = ['gt', 'gte', 'lt', 'lte'];

const anyLeaf: fc.Arbitrary<AnyCompared> = fc.constantFrom(...Object.keys(fields)).chain((field) => {
  const of = values[field] ?? [];
  const other = fc
    .constantFrom(...(kinds.find((names) => names.includes(field)) ?? []))
    .map((name) => ({ field: name }));
  const isOrdered = !['name', 'state', 'isLive'].includes(field);
  const right = fc.oneof(fc.constantFrom(...of), other);
  return fc.oneof(
    fc.oneof(right, fc.constant(null)).map((is) => ({ field, is })),
    fc.uniqueArray(fc.constantFrom(...of), { minLength: 1 }).map((among) => ({ field, in: among })),
    ...(isOrdered
      ? [
          fc
            .tuple(fc.constantFrom(...words), right)
            .map(([word, value]) => ({ field, [word]: value }) as unknown as AnyCompared),
        ]
      : []),
  );
});
const anyRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    anyLeaf,
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('rule').map((not) => ({ not })),
  ),
})).rule;
const anyRow = fc.record(
  Object.fromEntries(
    Object.entries(fields).map(([name, { type }]) => [
      name,
      fc.option(
        fc
          .constantFrom(...(values[name] ?? []))
          .map((one) => (type === 'moment' ? new Date(String(one)) : one)),
      ),
    ]),
  ),
);

describe.each(['sqlite', 'postgres'] as const)('checks of a resource on %s', (kind) => {
  const stores = storesUnderTest(kind);
  const context = () => {
    const { database } = stores();
    if (database === null) throw new Error('Memory has no tables.');
    return database;
  };
  const made = async (resource: Resource) => {
    const { db, dialect } = context();
    await runActions(
      { db, dialect },
      createTable(tableNameOf('shop', resource), tableStateOf('shop', resource), dialect),
    );
    return createResourceStore(context(), { feature: 'shop', resource });
  };
  let tries = 0;
  const named = (checks: NonNullable<Resource['checks']>): Resource => {
    tries += 1;
    return { name: `checked${tries}`, fields, checks, access: { anyone: true } };
  };

  test('are judged before a write as its table judges them', async () => {
    await fc.assert(
      fc.asyncProperty(anyRule, fc.array(anyRow, { minLength: 4, maxLength: 4 }), async (holds, rows) => {
        const resource = named({ it: { holds } });
        const store = await made(resource);
        for (const [at, row] of rows.entries()) {
          const done = await store.create(at + 1, row);
          const refused = 'id' in done ? null : done;
          const violated = violatedCheckOf(resource)(row, row);
          expect(refused).toEqual(violated === null ? null : { kind: 'violates', check: violated });
        }
      }),
      { numRuns: kind === 'sqlite' ? 40 : 25 },
    );
  });

  const later: Resource['checks'] = {
    ends_later: { holds: { field: 'ends', gt: { field: 'starts' } }, text: 'It must end after it starts.' },
    priced: {
      holds: {
        any: [
          { field: 'price', gte: '0' },
          { field: 'name', is: 'gift' },
        ],
      },
    },
  };

  test('are held by the table where code does not say the whole row, and where several write at once', async () => {
    const resource = named(later);
    const store = await made(resource);
    const rows = openRows(
      resource,
      applicationRows(resource, store, () => new Date()),
    );
    const { id } = await rows.create({ starts: '2026-01-01', ends: '2026-01-09' });
    await expect(rows.update(id, { ends: '2025-12-31' })).rejects.toMatchObject({
      refusal: {
        fields: {
          non_field_errors: [{ code: 'It must end after it starts.' }],
        },
      },
    });
    await expect(rows.update(id, { price: '-1' })).rejects.toMatchObject({
      refusal: { fields: { non_field_errors: [{ code: 'constraint', params: { name: 'priced' } }] } },
    });
    const at = (from: number) => `2026-01-0${from}`;
    const done = await Promise.allSettled(
      [5, 6, 7, 8].flatMap((day) => [
        rows.update(id, { starts: at(day) }),
        rows.update(id, { ends: at(day - 3) }),
      ]),
    );
    for (const one of done)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'invalid-input' });
    const { starts, ends } = (await store.find(id)) as unknown as { starts: string; ends: string };
    expect(ends > starts).toBe(true);
  });

  test('a refusal of what is unique together names no field that is hidden from anybody', async () => {
    const closed = { type: 'integer', nullable, access: { read: { staff: true } } } as const;
    const resource: Resource = {
      ...named({}),
      fields: { ...fields, closed, other: closed, pin: { type: 'integer', nullable, writeOnly: true } },
      uniqueTogether: [
        ['starts', 'closed', 'ends', 'pin'],
        ['closed', 'other'],
      ],
    };
    const rows = openRows(
      resource,
      applicationRows(resource, await made(resource), () => new Date()),
    );
    const day = '2026-01-01';
    const together = { starts: day, closed: 7, ends: day, pin: 4711 };
    await rows.create(together);
    await rows.create({ closed: 8, other: 9 });
    const refusalOf = async (sent: Record<string, unknown>) =>
      await rows.create(sent).catch((error) => error.refusal.fields.non_field_errors);
    expect(await refusalOf(together)).toEqual([
      { code: 'unique_set', params: { field_names: 'starts, ends' } },
    ]);
    expect(await refusalOf({ closed: 8, other: 9 })).toEqual([
      { code: 'constraint', params: { name: 'unique' } },
    ]);
  });

  test('of somebody else are a refusal by their name, and what is set null by a deletion violates none', async () => {
    const shelf: Resource = {
      name: `shelf${tries}`,
      fields: { name: { type: 'text', max: 9 } },
      access: { anyone: true },
    };
    const book: Resource = {
      name: `book${tries}`,
      fields: {
        shelf: { type: 'reference', to: shelf.name, onDelete: 'set null', nullable: true },
        place: { type: 'text', max: 9, nullable: true },
      },
      checks: {
        somewhere: {
          holds: {
            not: {
              all: [
                { field: 'shelf', is: null },
                { field: 'place', is: null },
              ],
            },
          },
        },
      },
      access: { anyone: true },
    };
    const [shelves, books] = [await made(shelf), await made(book)];
    await shelves.create(1, { name: 'A' });
    await books.create(1, { shelf: 1 });
    expect(await shelves.remove(1, null)).toBe('protected');
    expect(await books.create(2, {})).toEqual({ kind: 'violates', check: 'somewhere' });
    const altered = `alter table shop_${shelf.name} add`;
    const column = kind === 'sqlite' ? 'column other integer' : '';
    await stores().attack(`${altered} ${column} constraint not_b check (name <> 'B')`);
    expect(await shelves.create(2, { name: 'B' })).toEqual({ kind: 'violates', check: 'not_b' });
    if (kind === 'postgres') return;
    // What SQLite says of one without a name is its expression.
    await stores().attack(`${altered} column another integer check (name <> 'C')`);
    const rows = openRows(
      shelf,
      applicationRows(shelf, shelves, () => new Date()),
    );
    await expect(rows.create({ name: 'C' })).rejects.toMatchObject({
      refusal: { fields: { non_field_errors: [{ code: 'constraint', params: { name: 'check' } }] } },
    });
  });
});
