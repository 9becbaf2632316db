import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { migrate } from '../../../src/infrastructure/database/migrate.ts';
import { readLedger } from '../../../src/infrastructure/database/migration-ledger.ts';
import { openDatabase } from '../../../src/infrastructure/database/open-database.ts';
import { tablesHere } from '../../../src/infrastructure/database/tables-here.ts';
import { isMigrated } from '../../../src/infrastructure/database/user/extra-field-columns.ts';
import { createTestDatabase } from '../../support/services.ts';

it('a site of another schema is not this one, on PostgreSQL', async () => {
  const { url, drop } = await createTestDatabase();
  const database = await openDatabase(url);
  const { db } = database;
  try {
    await sql`create schema other`.execute(db);
    for (const name of ['stagedoor_migration', 'stagedoor_extra_field', 'auth_user'])
      await sql`create table ${sql.table(`other.${name}`)} (id int)`.execute(db);
    expect([await readLedger(database), await isMigrated(db)]).toEqual([[], false]);
    await migrate(database);
    expect([(await readLedger(database)).length > 0, await isMigrated(db)]).toEqual([true, true]);
    const users = (await tablesHere(db)).filter(({ name }) => name === 'auth_user');
    expect(users.map(({ schema }) => schema)).toEqual(['public']);
  } finally {
    await database.close();
    await drop();
  }
});
