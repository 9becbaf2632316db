import { sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { migratedPostgres, openStores } from './open-stores.ts';
import { sharedPostgres } from './stores/shared-postgres.ts';

test.each(['sqlite', 'postgres'] as const)(
  'a test finds the rows of the migration as they were written: %s',
  async (kind) => {
    const found: unknown[] = [];
    for (let opening = 0; opening < 3; opening += 1) {
      const { database, attack, close } = await openStores(kind);
      if (database === null) throw new Error('Memory has no rows of a migration.');
      const permissions = await sql`select * from auth_permission order by id`.execute(database.db);
      const types = await sql`select * from django_content_type order by id`.execute(database.db);
      found.push([permissions.rows, types.rows]);
      await attack(
        "update auth_permission set codename = 'x' where id = (select min(id) from auth_permission)",
      );
      await attack('delete from auth_permission where id = (select max(id) from auth_permission)');
      await attack(
        "update django_content_type set model = 'x' where id = (select min(id) from django_content_type)",
      );
      await attack("insert into django_content_type (app_label, model) values ('x', 'x')");
      await close();
    }
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
  },
);

test('the next test file finds the tables as they were made, whatever the last one did to them', async () => {
  const tables = { ...migratedPostgres({}), of: 'what the last one did to them' };
  const url = await sharedPostgres('first', tables);
  expect(await sharedPostgres('second', tables)).toBe(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('alter table stagedoor_audit_event disable trigger stagedoor_audit_event_append_only');
  await client.end();
  const another = await sharedPostgres('third', tables);
  expect(another).not.toBe(url);
  expect(await sharedPostgres('fourth', tables)).toBe(another);
});
