import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrationSteps } from '../../../../src/infrastructure/database/resource/step-statements.ts';
import { runActions } from '../../../../src/infrastructure/database/take-step.ts';
import type { Operation, ResourceStep } from '../../../../src/resource/migration/operation.ts';
import type { ColumnState } from '../../../../src/resource/table-state.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

const stores = storesUnderTest('postgres');
const number: ColumnState = { type: 'integer', nullable: true };
const decimal: ColumnState = { type: 'decimal', digits: 8, places: 2, nullable: true };
const to = { references: { table: 'locks_other', onDelete: 'cascade' } } as const;
const table = 'locks_thing';
const alter = (column: string, state: ColumnState): Operation => ({
  kind: 'alter-column',
  table,
  column,
  state,
});
const add = (state: ColumnState): Operation => ({ kind: 'add-column', table, column: 'c', state });

const made: ResourceStep = {
  name: '0001_initial',
  operations: [
    { kind: 'create-table', table: 'locks_other', state: { columns: {} } },
    {
      kind: 'create-table',
      table,
      state: {
        columns: {
          a: number,
          b: { type: 'boolean', nullable: true },
          d: decimal,
          m: { type: 'moment', nullable: true },
          i: { ...number, index: true },
        },
        uniqueTogether: [['a', 'b']],
      },
    },
  ],
};

test.each<readonly [string, Operation, readonly string[]]>([
  ['a new column', add({ type: 'text', default: '' }), []],
  ['a new reference', add({ type: 'reference', nullable: true, ...to }), []],
  ['a new column with an index', add({ ...number, index: true }), ['index']],
  ['a new column that is unique', add({ ...number, unique: true }), ['index']],
  ['an index', alter('a', { ...number, index: true }), ['index']],
  ['an index that goes', alter('i', number), []],
  ['an index that becomes unique', alter('i', { ...number, unique: true }), ['index']],
  ['a reference', alter('a', { type: 'reference', nullable: true, ...to }), ['reference']],
  ['a column that must be filled', alter('a', { type: 'integer', default: 1 }), ['filled']],
  ['another default', alter('a', { ...number, default: 3 }), []],
  ['another type', alter('a', { type: 'text', nullable: true }), ['rewritten']],
  ['a number of what was true', alter('b', number), ['rewritten']],
  ['a text of moments', alter('m', { type: 'text', nullable: true }), ['rewritten']],
  ['more digits', alter('d', { ...decimal, digits: 12 }), []],
  ['more places', alter('d', { ...decimal, digits: 12, places: 3 }), ['rewritten']],
  [
    'other columns unique together',
    {
      kind: 'unique-together',
      table,
      columns: [
        ['a', 'b'],
        ['a', 'd'],
      ],
    },
    ['index'],
  ],
  ['fewer unique together', { kind: 'unique-together', table, columns: [] }, []],
  ['another name', { kind: 'rename-column', table, column: 'i', to: 'j' }, []],
  ['another name of the table', { kind: 'rename-table', table, to: 'locks_item' }, []],
  ['a column that goes', { kind: 'drop-column', table, column: 'i' }, []],
])('what holds others up on PostgreSQL is told before: %s', async (_, operation, told) => {
  const { database } = stores();
  if (database === null) throw new Error('Memory has no tables.');
  const steps = migrationSteps(
    [made, { name: '0002', operations: [operation] }].map((step) => ({ feature: 'locks', step })),
  );
  expect(steps[1]?.effects?.forward.locks.map(({ why }) => why)).toEqual(told);

  const held = database.db.transaction().execute(async (db) => {
    const run = async (at: number) =>
      runActions({ db, dialect: 'postgres' }, steps[at]?.statements('postgres') ?? []);
    await run(0);
    await sql`insert into locks_other (id) select n from generate_series(1, 9) as n`.execute(db);
    await sql`insert into locks_thing (id, a) select n, n from generate_series(1, 9) as n`.execute(db);
    const before = await whatIs(db);
    await run(1);
    const after = await whatIs(db);
    throw new Found(before, after);
  });
  const { before, after } = await held.catch((error) => {
    if (error instanceof Found) return error;
    throw error;
  });
  // The file of a table that is written anew is another one, and so are its indexes; an index that is made has a new one.
  const isRewritten = told.includes('rewritten');
  expect(after.file !== before.file).toBe(isRewritten);
  const isIndexed = after.indexes.some((file) => !before.indexes.includes(file));
  expect(isIndexed).toBe(isRewritten || told.includes('index'));
});

/** Thrown to take all of it back. */
class Found extends Error {
  readonly before: Awaited<ReturnType<typeof whatIs>>;
  readonly after: Awaited<ReturnType<typeof whatIs>>;
  constructor(before: Found['before'], after: Found['after']) {
    super();
    this.before = before;
    this.after = after;
  }
}

async function whatIs(db: Parameters<typeof runActions>[0]['db']) {
  const { rows } = await sql<{ file: string; kind: string }>`
    select pg_relation_filenode(c.oid)::text as file, c.relkind::text as kind from pg_class as c
    where c.relname in ('locks_thing', 'locks_item')
      or c.oid in (select indexrelid from pg_index where indrelid in (to_regclass('locks_thing'), to_regclass('locks_item')))`.execute(
    db,
  );
  const files = (kind: string) => rows.filter((row) => row.kind === kind).map(({ file }) => file);
  return { file: files('r')[0], indexes: files('i') };
}
