import { Kysely, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
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
    const timeouts = { ...requestTimeouts, statement_timeout: 50, query_timeout: 100 };
    pool = createPostgresPool(new URL(server.url), { maxConnections: 1, applicationName: 'slow', timeouts });
    db = new Kysely({ dialect: new PostgresDialect({ pool: guardPool(pool, createTransactionScope()) }) });
  });
  afterAll(async () => {
    await db.destroy();
    await server.drop();
  });
  const slow = sql`select pg_sleep(0.2)`;

  it('is waited for by the server and by us, alone in its transaction', async () => {
    const work = db.transaction().execute(async (inside) => {
      await unhurried({ db: inside as never, dialect: 'postgres' }, slow);
      await slow.execute(inside).catch((error: Error) => {
        throw new Error(`the next: ${error.message}`);
      });
    });
    await expect(work).rejects.toThrow(/^the next: /);
  });

  it('is the only one: the next transaction has the time of others', async () => {
    await expect(slow.execute(db)).rejects.toThrow();
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
  beforeAll(async () => {
    const tables = withTables('many', [doc, reply]);
    const noting = (connection: { readonly db: object }) => {
      run = (text) => sql.raw(text).execute(connection.db as Kysely<unknown>);
      return tables.stores(connection);
    };
    const many = defineFeature({ ...tables, stores: noting });
    const open = databases[1]?.open ?? expect.fail('PostgreSQL');
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
});
