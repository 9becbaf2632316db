import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createResourceStore } from '../../../../src/infrastructure/database/resource/resource-store.ts';
import { quoted } from '../../../../src/infrastructure/database/resource/sql-words.ts';
import { migrationSteps } from '../../../../src/infrastructure/database/resource/step-statements.ts';
import { runActions } from '../../../../src/infrastructure/database/take-step.ts';
import type { Rule } from '../../../../src/resource/check/rule.ts';
import type { Field } from '../../../../src/resource/field.ts';
import { differenceOf } from '../../../../src/resource/migration/difference.ts';
import {
  type Operation,
  type ResourceStep,
  stateAfter,
} from '../../../../src/resource/migration/operation.ts';
import { refusedOf } from '../../../../src/resource/migration/refused.ts';
import type { Resource } from '../../../../src/resource/resource.ts';
import type { ColumnState } from '../../../../src/resource/table-state.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

const shelf: Resource = {
  name: 'shelf',
  fields: { label: { type: 'text', max: 20 } },
  access: { anyone: true },
};

/** Fields that a row can be made of without saying anything, so that any may come and go. */
const anyField: fc.Arbitrary<Field> = fc.oneof(
  fc.record({
    type: fc.constant('text' as const),
    max: fc.integer({ min: 1, max: 50 }),
    blank: fc.constant(true as const),
  }),
  fc.record({
    type: fc.constant('text' as const),
    max: fc.constant(9),
    nullable: fc.constant(true as const),
  }),
  fc.record({ type: fc.constant('integer' as const), default: fc.integer({ min: -9, max: 9 }) }),
  fc.constant<Field>({ type: 'text', max: 9, nullable: true, searchIndex: true }),
  fc.constant<Field>({ type: 'integer', nullable: true, index: true }),
  fc.constant<Field>({ type: 'integer', nullable: true, unique: true }),
  fc.constant<Field>({ type: 'boolean', default: true }),
  fc.constant<Field>({ type: 'date', default: '2026-05-01' }),
  fc.constant<Field>({ type: 'time', nullable: true, index: true }),
  fc.constant<Field>({ type: 'moment', nullable: true }),
  fc.constant<Field>({ type: 'choice', of: { a: 'A', b: 'B' }, default: 'b' }),
  fc.constant<Field>({ type: 'decimal', digits: 8, places: 2, default: '1.50' }),
  fc.constant<Field>({ type: 'json', default: { a: ["'"] } }),
  fc.constant<Field>({ type: 'reference', to: 'shelf', onDelete: 'set null', nullable: true }),
  fc.constant<Field>({ type: 'reference', to: 'thing', onDelete: 'cascade', nullable: true }),
);
const NAMES = ['alpha', 'beta', 'gamma', 'order'];
/** Of one kind for each name, so that what is kept can be kept: changes of kind are tried by name below. */
const ofKinds: fc.Arbitrary<Readonly<Record<string, Field>>> = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, anyField])),
);
const wanted = fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 });

/** A declaration of some of the fields, with checks that the rows of the test pass. */
interface Wanted {
  readonly names: readonly string[];
  readonly checked: readonly string[];
}
const anyWanted: fc.Arbitrary<Wanted> = fc.record({
  names: wanted,
  checked: fc.subarray(['alone', 'alike', ...NAMES]),
});

function thing(fields: Readonly<Record<string, Field>>, { names, checked }: Wanted): Resource {
  const some = names.map((name) => [name, fields[name]] as const).filter((entry) => entry[1] !== undefined);
  const own = Object.fromEntries(some) as Resource['fields'];
  const rules = Object.entries(own).flatMap(([name, one]) => {
    const isNull: Rule = { field: name, is: null };
    const bound = bounds[one.type];
    return [
      ['alone', { any: [isNull, { not: isNull }] }],
      ...(one.type === 'integer' ? [['alike', { any: [{ field: name, is: { field: name } }, isNull] }]] : []),
      ...(bound === undefined ? [] : [[name, { field: name, ...bound }]]),
    ] as readonly (readonly [string, Rule])[];
  });
  const checks = rules.filter(([name]) => checked.includes(name)).map(([name, holds]) => [name, { holds }]);
  return { name: 'thing', fields: own, checks: Object.fromEntries(checks), access: { anyone: true } };
}

/** What no row of the test is beyond. */
const bounds: Readonly<Partial<Record<Field['type'], object>>> = {
  integer: { gte: -100 },
  decimal: { lt: '100000' },
  boolean: { in: [true, false] },
  date: { gt: '1900-01-01' },
  time: { lte: '23:59:59' },
  moment: { lt: '2999-01-01T00:00:00Z' },
  choice: { in: ['a', 'b'] },
};

describe.each(['sqlite', 'postgres'] as const)('steps of declared tables on %s', (kind) => {
  const stores = storesUnderTest(kind);
  const database = () => {
    const { database: opened } = stores();
    if (opened === null) throw new Error('Memory has no tables.');
    return opened;
  };
  let tries = 0;

  const take = async (steps: readonly ResourceStep[], from: number) => {
    const { db, dialect } = database();
    const all = migrationSteps(steps.map((step) => ({ feature: 'any', step }))).slice(from);
    const run = async () => {
      for (const { statements } of all) await runActions({ db, dialect }, statements(dialect));
    };
    if (dialect === 'postgres') return await run();
    await sql`pragma foreign_keys = off`.execute(db);
    await run();
    await sql`pragma foreign_keys = on`.execute(db);
  };
  const stepOf = (before: readonly ResourceStep[], feature: string, resources: readonly Resource[]) => ({
    name: `${before.length}`,
    operations: differenceOf(stateAfter(before), { feature, resources }),
  });
  const columnsOf = async (table: string) => {
    const found = (await database().db.introspection.getTables()).find(({ name }) => name === table);
    return found?.columns
      .map(({ name, dataType, isNullable }) => `${name} ${dataType} ${isNullable}`)
      .toSorted();
  };
  const indexesOf = async (feature: string) => {
    const { db, dialect } = database();
    const { rows } =
      dialect === 'sqlite'
        ? await sql<{
            name: string;
          }>`select name from sqlite_master where type in ('index', 'trigger') and tbl_name like ${`${feature}_%`} and sql is not null`.execute(
            db,
          )
        : await sql<{
            name: string;
          }>`select indexname as name from pg_indexes where tablename like ${`${feature}_%`} and indexname not like '%_pkey'`.execute(
            db,
          );
    return rows.map(({ name }) => name).toSorted();
  };
  const checksOf = async (table: string) => {
    const { db, dialect } = database();
    if (dialect === 'postgres') {
      const { rows } = await sql<{
        check: string;
      }>`select conname || pg_get_constraintdef(oid) as "check" from pg_constraint where conrelid = to_regclass(${`"${table}"`}) and contype = 'c'`.execute(
        db,
      );
      return rows.map(({ check }) => check).toSorted();
    }
    const { rows } = await sql<{ create: string }>`
      select sql as "create" from sqlite_master where type = 'table' and name = ${table}`.execute(db);
    return rows
      .flatMap(({ create }) => [...create.matchAll(/constraint "\w+_check" .*(?<!,)/g)].map(String))
      .toSorted();
  };
  const rowsIn = (feature: string, resource: Resource) =>
    createResourceStore(database(), { feature, resource });

  test('lead from any declaration to any other, and the rows that were there stay', async () => {
    await fc.assert(
      fc.asyncProperty(ofKinds, anyWanted, anyWanted, async (fields, first, second) => {
        tries += 1;
        const [feature, fresh] = [`f${tries}`, `g${tries}`];
        const [before, after] = [thing(fields, first), thing(fields, second)];
        const made = stepOf([], feature, [shelf, before]);
        await take([made], 0);
        const row = await rowsIn(feature, before).create(1, {});
        const next = stepOf([made], feature, [shelf, after]);
        await take([made, next], 1);
        await take([stepOf([], fresh, [shelf, after])], 0);
        expect(await columnsOf(`${feature}_thing`)).toEqual(await columnsOf(`${fresh}_thing`));
        expect((await indexesOf(feature)).map((name) => name.slice(feature.length))).toEqual(
          (await indexesOf(fresh)).map((name) => name.slice(fresh.length)),
        );
        expect(await checksOf(`${feature}_thing`)).toEqual(await checksOf(`${fresh}_thing`));
        const kept = first.names.filter((name) => second.names.includes(name));
        const found = await rowsIn(feature, after).find(1);
        for (const name of kept) expect(found?.[name]).toEqual('id' in row ? row[name] : undefined);
        expect(differenceOf(stateAfter([made, next]), { feature, resources: [shelf, after] })).toEqual([]);
        const back = stepOf([made, next], feature, [shelf, before]);
        await take([made, next, back], 2);
        expect(await rowsIn(feature, before).find(1)).not.toBeNull();
        await take([stepOf([], `h${tries}`, [shelf, before])], 0);
        expect(await checksOf(`${feature}_thing`)).toEqual(await checksOf(`h${tries}_thing`));
      }),
      { numRuns: kind === 'sqlite' ? 30 : 12 },
    );
  });

  const moved = async (feature: string, from: Resource, to: Resource, values: Record<string, unknown>) => {
    const made = stepOf([], feature, [shelf, from]);
    await take([made], 0);
    await rowsIn(feature, from).create(1, values);
    const next = stepOf([made], feature, [shelf, to]);
    await take([made, next], 1);
    return { operations: next.operations, row: await rowsIn(feature, to).find(1) };
  };
  const kinds = (operations: readonly Operation[]) => operations.map((operation) => operation.kind);

  test('rename what was called otherwise, with all that is in it', async () => {
    const from: Resource = {
      name: 'thing',
      fields: {
        name: { type: 'text', max: 9, unique: true },
        shelf: { type: 'reference', to: 'shelf', onDelete: 'cascade', nullable: true },
      },
      access: { anyone: true },
    };
    const to: Resource = {
      name: 'item',
      was: 'thing',
      fields: {
        title: { type: 'text', max: 9, unique: true, was: 'name' },
        rack: { type: 'reference', to: 'shelf', onDelete: 'cascade', nullable: true, was: 'shelf' },
      },
      access: { anyone: true },
    };
    const { operations, row } = await moved('renamed', from, to, { name: 'Pen' });
    expect(kinds(operations)).toEqual(['rename-table', 'rename-column', 'rename-column']);
    expect(row).toMatchObject({ title: 'Pen', rack: null });
    expect(await rowsIn('renamed', to).create(2, { title: 'Pen' })).toEqual({
      kind: 'taken',
      fields: ['title'],
    });
  });

  test('change a column in its place: what was null has the default, and a reference leads elsewhere', async () => {
    const from: Resource = {
      name: 'thing',
      fields: {
        note: { type: 'text', max: 9, nullable: true },
        count: { type: 'integer', default: 7 },
        shelf: { type: 'reference', to: 'shelf', onDelete: 'cascade', nullable: true },
      },
      access: { anyone: true },
    };
    const to: Resource = {
      name: 'thing',
      fields: {
        note: { type: 'text', max: 9, default: "it's" },
        count: { type: 'decimal', digits: 6, places: 1, default: '0' },
        shelf: { type: 'reference', to: 'shelf', onDelete: 'protect', nullable: true },
      },
      access: { anyone: true },
    };
    const { operations, row } = await moved('altered', from, to, {});
    expect(kinds(operations)).toEqual(['alter-column', 'alter-column', 'alter-column']);
    expect(row).toMatchObject({ note: "it's", count: '7.0' });
    await rowsIn('altered', shelf).create(5, { label: 'A' });
    await rowsIn('altered', to).update(1, { shelf: 5 }, null);
    expect(await rowsIn('altered', shelf).remove(5, null)).toBe('protected');
  });

  test('drop what is declared no more', async () => {
    const made = stepOf([], 'dropped', [
      shelf,
      thing({ alpha: { type: 'integer', default: 1 } }, { names: ['alpha'], checked: ['alpha'] }),
    ]);
    const next = stepOf([made], 'dropped', [shelf]);
    await take([made, next], 0);
    expect(kinds(next.operations)).toEqual(['drop-table']);
    const { rows } = await sql`select 1 from ${sql.raw(quoted('dropped_shelf'))}`.execute(database().db);
    expect(rows).toEqual([]);
    expect(await columnsOf('dropped_thing')).toBeUndefined();
  });
});

test('what rows or grants would not bear is refused, and what only grows is not', () => {
  const column = (state: ColumnState) => ({ shop_thing: { columns: { a: state } } });
  const changed = (from: ColumnState, state: ColumnState) =>
    refusedOf(column(from), [{ kind: 'alter-column', table: 'shop_thing', column: 'a', state }], [])[0]?.why;
  expect(changed({ type: 'text' }, { type: 'integer' })).toBe('type');
  expect(changed({ type: 'integer' }, { type: 'boolean' })).toBe('type');
  expect(changed({ type: 'integer' }, { type: 'text' })).toBeUndefined();
  expect(changed({ type: 'integer' }, { type: 'decimal', digits: 12, places: 2 })).toBeUndefined();
  expect(changed({ type: 'integer' }, { type: 'decimal', digits: 6, places: 2 })).toBe('type');
  const price: ColumnState = { type: 'decimal', digits: 6, places: 2 };
  expect(changed(price, { ...price, digits: 7, places: 3 })).toBeUndefined();
  expect(changed(price, { ...price, places: 3 })).toBe('type');
  expect(changed({ ...price, nullable: true }, price)).toBe('empty');
  expect(changed({ ...price, nullable: true }, { ...price, default: '0' })).toBeUndefined();
  const granted = { table: 'shop_thing', orderBy: { column: 'a' } };
  const refused = (...operations: readonly Operation[]) =>
    refusedOf(column(price), operations, [granted])[0]?.why;
  expect(refused({ kind: 'rename-table', table: 'shop_thing', to: 'shop_item' })).toBe('granted');
  expect(refused({ kind: 'drop-column', table: 'shop_thing', column: 'a' })).toBe('granted');
  const integer: ColumnState = { type: 'integer' };
  expect(
    refusedOf(
      column(integer),
      [{ kind: 'alter-column', table: 'shop_thing', column: 'a', state: { type: 'text' } }],
      [granted],
    ),
  ).toMatchObject([{ why: 'granted' }]);
  const to = (table: string): Operation => ({ kind: 'rename-table', table, to: 'shop_item' });
  const back: Operation = { kind: 'rename-table', table: 'shop_item', to: 'shop_thing' };
  expect(refused(to('shop_thing'), back)).toBeUndefined();
});
