import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnsOfTable } from '../../../src/infrastructure/database/columns-of-table.ts';
import type { OpenDatabase } from '../../../src/infrastructure/database/database.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';

/** What each database has that a policy may name, and a place where it does not look. */
const kinds = [
  {
    kind: 'sqlite',
    elsewhere: `attach database ':memory:' as zzz`,
    others: [
      'create table zzz.membership (id integer)',
      'create table computed (user_id integer, twice integer as (user_id * 2))',
    ],
    seen: { computed: ['twice', 'user_id'] },
  },
  {
    kind: 'postgres',
    elsewhere: 'create schema zzz',
    others: [
      'create table zzz.membership (id integer)',
      'create materialized view kept as select user_id from membership',
      'create index kept_index on kept (user_id)',
      'alter table membership drop column gone',
    ],
    seen: { kept: ['user_id'], kept_index: null, only_there: null },
  },
] as const;

describe.each(kinds)('on $kind', ({ kind, elsewhere, others, seen }) => {
  let stores: OpenStores;
  let database: OpenDatabase;
  beforeAll(async () => {
    stores = await openStores(kind, { freshSchema: true });
    if (stores.database === null) throw new Error('There is no database.');
    database = stores.database;
    for (const statement of [
      'create table membership (user_id integer, gone integer)',
      'create view shown as select user_id from membership',
      elsewhere,
      'create table zzz.only_there (id integer)',
      ...others,
    ])
      await stores.attack(statement);
  });
  afterAll(() => stores.close());
  const columnsOf = async (table: string) => {
    const columns = await columnsOfTable(database, table);
    return columns === null ? null : [...columns].toSorted();
  };

  test('the columns of a table are those that a statement finds, wherever else one of that name is', async () => {
    expect(await columnsOf('membership')).toContain('user_id');
    expect(await columnsOf('membership')).not.toContain('id');
    expect(await columnsOf('zzz.membership')).toEqual(['id']);
    expect(await columnsOf('zzz.only_there')).toEqual(['id']);
  });

  test('whatever can be read is a table, and nothing else', async () => {
    expect(await columnsOf('shown')).toEqual(['user_id']);
    for (const [name, columns] of Object.entries(seen)) expect(await columnsOf(name)).toEqual(columns);
    for (const name of ['nowhere', 'zzz.nowhere', 'mem"bership', ''])
      expect(await columnsOf(name)).toBeNull();
  });
});
