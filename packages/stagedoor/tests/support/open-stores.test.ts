import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openStores } from './open-stores.ts';

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
