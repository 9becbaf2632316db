import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createPostgresPool,
  guardPool,
  requestTimeouts,
} from '../../../../src/infrastructure/database/postgres/postgres-pool.ts';
import type { Tables } from '../../../../src/infrastructure/database/tables.ts';
import { createTransactionScope } from '../../../../src/infrastructure/database/transaction-scope.ts';
import { unhurried } from '../../../../src/infrastructure/database/unhurried.ts';
import { defineResource } from '../../../../src/resource/resource.ts';
import { defineFeature } from '../../../../src/server/define-feature.ts';
import { databases } from '../../../support/databases.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../../support/resource-site.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/services.ts';

describe('a statement that takes as long as there are rows', () => {
  let server: TestDatabase;
  let pool: pg.Pool;
  let db: Kysely<Tables>;
  beforeAll(async () => {
    server = await createTestDatabase();
    const timeouts = { ...requestTimeouts, statement_timeout: 200, query_timeout: 600 };
    pool = createPostgresPool(new URL(server.url), { maxConnections: 1, applicationName: 'slow', timeouts });
    db = new Kysely({ dialect: new PostgresDialect({ pool: guardPool(pool, createTransactionScope()) }) });
  });
  afterAll(async () => {
    await db.destroy();
    await server.drop();
  });
  const slow = sql`select pg_sleep(0.7)`;

  const connection = sql<{ pid: number; time: string }>`
    select pg_backend_pid() as pid, current_setting('statement_timeout') as time`;

  it('is waited for by the server and by us; what comes after it on its connection has the time of others', async () => {
    const inside = await db.transaction().execute(async (tx) => {
      await unhurried({ db: tx as never, dialect: 'postgres' }, slow);
      return (await connection.execute(tx)).rows;
    });
    expect(inside).toEqual([{ pid: expect.any(Number), time: '200ms' }]);
    expect((await connection.execute(db)).rows).toEqual(inside);
  });

  it('is undone with its time, where the transaction goes on without it', async () => {
    const after = await db.transaction().execute(async (tx) => {
      await sql`savepoint before`.execute(tx);
      const broken = unhurried({ db: tx as never, dialect: 'postgres' }, sql`select 1 / 0`);
      await expect(broken).rejects.toThrow();
      await sql`rollback to savepoint before`.execute(tx);
      return (await connection.execute(tx)).rows;
    });
    expect(after).toMatchObject([{ time: '200ms' }]);
  });
});

const user = { type: 'reference', to: 'user', nullable: true } as const;
const doc = defineResource({
  name: 'doc',
  fields: { owner: { ...user, onDelete: 'cascade' }, reader: { ...user, onDelete: 'set null' } },
  access: { anyone: true },
});
const reply = defineResource({
  name: 'reply',
  fields: {
    doc: { type: 'reference', to: 'doc', onDelete: 'cascade', nullable: true },
    draft: { type: 'reference', to: 'doc', onDelete: 'set null', nullable: true },
  },
  access: { anyone: true },
});

describe('what goes with something that is deleted', () => {
  let site: ResourceSite;
  let run: (text: string) => Promise<unknown>;
  let stranger: pg.Client;
  beforeAll(async () => {
    const tables = withTables('many', [doc, reply]);
    const noting = (connection: { readonly db: object }) => {
      run = (text) => sql.raw(text).execute(connection.db as Kysely<unknown>);
      return tables.stores(connection);
    };
    const many = defineFeature({ ...tables, stores: noting });
    const open = async () => {
      const database = (await databases[1]?.open()) ?? expect.fail('PostgreSQL');
      stranger = new pg.Client({ connectionString: database.env.DATABASE_URL });
      await stranger.connect();
      return { ...database, drop: () => stranger.end().then(database.drop) };
    };
    site = await openResourceSite([many], open);
    await run(`create function refuse_hurry() returns trigger language plpgsql as $$ begin
      if current_setting('statement_timeout') <> '10min' then raise exception 'hurried'; end if;
      return case tg_op when 'DELETE' then old else new end; end $$`);
    for (const table of ['many_doc', 'many_reply'])
      await run(`create trigger unhurried before update or delete on ${table}
        for each row execute function refuse_hurry()`);
  });
  afterAll(() => site.close());
  const added = async (username: string) => {
    await site.site.addPerson(username);
    return (await site.site.stagedoor.useCases.user.find({ identifier: username })) ?? expect.fail(username);
  };

  it('takes its time with a row, and with what is changed by its loss', async () => {
    const made = await site.send(null, 'POST', '/api/docs/', {});
    await site.send(null, 'POST', '/api/replys/', { doc: made.body.id });
    await site.send(null, 'POST', '/api/replys/', { draft: made.body.id });
    expect((await site.send(null, 'DELETE', `/api/docs/${made.body.id}/`)).status).toBe(204);
  });

  it.each(['remove', 'keep'] as const)('takes its time with a user, whose rows we %s', async (rows) => {
    const { id } = await added(`u-${rows}`);
    await site.insert('many_doc', [
      { id: 10 + rows.length, owner_id: id, reader_id: id, row_version: 1 },
      { id: 20 + rows.length, owner_id: null, reader_id: id, row_version: 1 },
    ]);
    const removed = site.site.stagedoor.useCases.user.remove({ by: 'operator', userId: id, rows });
    await expect(removed).resolves.toMatchObject({ rowsKept: rows === 'keep' ? 3 : 0 });
  });

  describe('while somebody else holds a superuser', () => {
    const users = () => site.site.stagedoor.useCases.user;
    const rank = { by: 'operator', isStaff: true, isSuperuser: true } as const;
    beforeAll(async () => {
      await users().setFlags({ ...rank, userId: (await added('held')).id });
      await stranger.query("begin; select id from auth_user where username = 'held' for update");
    });
    afterAll(() => stranger.query('rollback'));

    it.each<[string, (userId: number) => Promise<unknown>]>([
      ['goes', (userId) => users().remove({ by: 'operator', userId })],
      ['is shut', (userId) => users().deactivate({ by: 'operator', userId })],
      ['is made staff', (userId) => users().setFlags({ by: 'operator', userId, isStaff: true })],
      ['is no superuser', (userId) => users().setFlags({ by: 'operator', userId, isSuperuser: false })],
    ])('nobody waits where who %s is none', async (what, act) => {
      const { id } = await added(what.replaceAll(' ', '-'));
      await expect(act(id)).resolves.toBeDefined();
    });

    it('nobody waits who goes by themselves, or is written as a row of users', async () => {
      const own = await site.tokenOf('own');
      expect((await site.send(own, 'DELETE', '/api/users/me/')).status).toBe(204);
      const boss = await site.tokenOf('boss');
      await users().setFlags({ ...rank, userId: (await users().find({ identifier: 'boss' }))?.id ?? 0 });
      const { id } = await added('row');
      const shut = { is_active: false, is_staff: true, is_superuser: false };
      expect((await site.send(boss, 'PATCH', `/api/users/${id}/`, shut)).status).toBe(200);
      expect((await site.send(boss, 'DELETE', `/api/users/${id}/`)).status).toBe(204);
    });

    it('a superuser does: of two last ones one stays', async () => {
      await users().setFlags({ ...rank, userId: (await added('other')).id });
      const { id } = (await users().find({ identifier: 'other' })) ?? expect.fail('other');
      await expect(users().deactivate({ by: 'operator', userId: id })).rejects.toMatchObject({
        code: '55P03',
      });
    });
  });
});
