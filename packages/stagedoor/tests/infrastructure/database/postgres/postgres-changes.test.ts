import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Stores, Transact } from '../../../../src/core/dependencies.ts';
import type { Principal } from '../../../../src/core/session/session.ts';
import { createStagedoor } from '../../../../src/create-stagedoor.ts';
import { createSealer } from '../../../../src/infrastructure/crypto/sealer.ts';
import type { PostgresDatabase } from '../../../../src/infrastructure/database/database.ts';
import { tellingTriggers } from '../../../../src/infrastructure/database/features.ts';
import { migrate } from '../../../../src/infrastructure/database/migrate.ts';
import { openDatabase } from '../../../../src/infrastructure/database/open-database.ts';
import { createStores, createTransact } from '../../../../src/infrastructure/database/stores.ts';
import { createLogger } from '../../../../src/infrastructure/logging/create-logger.ts';
import { type NotificationThief, startNotificationThief } from '../../../support/notification-thief.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/services.ts';
import { addUser, at, noon, sampleSession } from '../../../support/stores/samples.ts';

/** What is promised, wherever a change was made. */
const WITHIN = { timeout: 1_000, interval: 5 };
const SLOW_MACHINE = { timeout: 10_000, interval: 5 };

let server: TestDatabase;
let thief: NotificationThief;
/** Somebody with a connection of his own: another node, a command, an operator. */
let stranger: pg.Client;
let node: Node;
const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));

interface Node {
  readonly database: PostgresDatabase;
  readonly stores: Stores;
  readonly transact: Transact;
  readonly silence: { times: number };
}

async function openNode(url: string): Promise<Node> {
  const silence = { times: 0 };
  const onSilence = () => {
    silence.times += 1;
  };
  const database = await openDatabase(url, {
    applicationName: `n${randomBytes(4).toString('hex')}`,
    onSilence,
  });
  if (database.dialect !== 'postgres') throw new Error('This is about PostgreSQL.');
  await migrate(database);
  const options = { sealer: createSealer(['a secret of the tests, 32 bytes long']) };
  return {
    database,
    stores: createStores(database, options),
    transact: createTransact(database, options),
    silence,
  };
}

beforeAll(async () => {
  server = await createTestDatabase();
  thief = await startNotificationThief(server.url);
  node = await openNode(thief.url);
  stranger = new pg.Client({ connectionString: server.url });
  await stranger.connect();
});
afterEach(() => {
  thief.isStealing = false;
});
afterAll(async () => {
  await node.database.close();
  thief.close();
  await stranger.end();
  await server.drop();
  rmSync(directory, { recursive: true, force: true });
});

function secrets(): Record<string, string> {
  return {
    SECRET_KEY: randomBytes(32).toString('base64url'),
    CRYPTOGRAPHY_KEY: randomBytes(32).toString('base64url'),
    DATA_DIR: directory,
  };
}

const find = (keyHash: string, now = noon) => node.stores.sessions.findPrincipal(keyHash, now);

/** Rows read twice are two objects; what is kept is one. */
async function isKept(keyHash: string): Promise<boolean> {
  const first = await find(keyHash);
  return first !== null && first === (await find(keyHash));
}

async function signedIn(): Promise<{ userId: number; sessionId: number; keyHash: string }> {
  const userId = await addUser(node.stores);
  const { id, keyHash } = sampleSession(userId);
  await node.stores.sessions.add(sampleSession(userId, { id, keyHash }));
  return { userId, sessionId: id, keyHash };
}

/** Somebody whose principal is kept by the node. */
async function keptPerson(): Promise<Awaited<ReturnType<typeof signedIn>>> {
  const person = await signedIn();
  await expect.poll(() => isKept(person.keyHash), SLOW_MACHINE).toBe(true);
  return person;
}

describe('what another process commits is seen within a second', () => {
  test.each([
    ['an ended session', 'delete from stagedoor_session where id = $session'],
    ['a session cut short', "update stagedoor_session set expires_at = '2000-01-01' where id = $session"],
    ['a new key', "update stagedoor_session set key_hash = 'x' || id where id = $session"],
    ['a change of what was issued', 'update auth_user set security_version = 2 where id = $user'],
    ['a closed account', 'update auth_user set is_active = false where id = $user'],
    ['a deleted account', 'delete from auth_user where id = $user'],
    ['emptied sessions', 'truncate stagedoor_session cascade'],
    ['more endings than one notification can name', 'delete from stagedoor_session'],
  ])('%s', async (_what, statement) => {
    const { userId, sessionId, keyHash } = await keptPerson();
    await stranger.query(
      `insert into stagedoor_session select (jsonb_populate_record(s,
         jsonb_build_object('id', s.id + n, 'key_hash', s.key_hash || n))).*
       from stagedoor_session s, generate_series(1, 400) as n where s.id = ${sessionId}`,
    );
    await stranger.query(statement.replace('$session', String(sessionId)).replace('$user', String(userId)));
    await expect.poll(() => find(keyHash), WITHIN).toBeNull();
  });

  test('a membership and the name of its group', async () => {
    const { userId, keyHash } = await keptPerson();
    const groups = async () => (await find(keyHash))?.groups.map(({ name }) => name);
    await stranger.query(`insert into auth_group (name) values ('g${userId}')`);
    await stranger.query(
      `insert into auth_user_groups (user_id, group_id) select ${userId}, id from auth_group where name = 'g${userId}'`,
    );
    await expect.poll(groups, WITHIN).toEqual([`g${userId}`]);
    await expect.poll(() => isKept(keyHash), SLOW_MACHINE).toBe(true);
    await stranger.query(`update auth_group set name = 'h${userId}' where name = 'g${userId}'`);
    await expect.poll(groups, WITHIN).toEqual([`h${userId}`]);
  });

  test('a permission of their group, given and taken', async () => {
    const { userId, keyHash } = await keptPerson();
    const may = async () => (await find(keyHash))?.access.has('wiki.edit_page');
    await stranger.query(`
      with type as (insert into django_content_type (app_label, model) values ('wiki', 'p${userId}') returning id),
        permission as (insert into auth_permission (name, codename, content_type_id)
          select 'Can edit', 'edit_page', id from type returning id),
        editors as (insert into auth_group (name) values ('w${userId}') returning id),
        member as (insert into auth_user_groups (user_id, group_id) select ${userId}, id from editors)
      insert into auth_group_permissions (group_id, permission_id) select editors.id, permission.id from editors, permission`);
    await expect.poll(may, WITHIN).toBe(true);
    await expect.poll(() => isKept(keyHash), SLOW_MACHINE).toBe(true);
    await stranger.query('delete from auth_group_permissions');
    await expect.poll(may, WITHIN).toBe(false);
    await stranger.query(
      'insert into auth_group_permissions (group_id, permission_id) select g.id, p.id from auth_group g, auth_permission p',
    );
    await expect.poll(may, WITHIN).toBe(true);
    await expect.poll(() => isKept(keyHash), SLOW_MACHINE).toBe(true);
    await stranger.query('truncate auth_user_groups');
    await expect.poll(may, WITHIN).toBe(false);
  });

  test('a permission of their group where notifications do not arrive', async () => {
    const { userId, keyHash } = await keptPerson();
    thief.isStealing = true;
    await stranger.query(`with editors as (insert into auth_group (name) values ('t${userId}') returning id)
      insert into auth_user_groups (user_id, group_id) select ${userId}, id from editors`);
    await expect.poll(async () => (await find(keyHash))?.groups.length, WITHIN).toBe(1);
    await stranger.query(`insert into auth_group_permissions (group_id, permission_id)
      select g.id, p.id from auth_group g, auth_permission p where g.name = 't${userId}'`);
    await expect.poll(async () => (await find(keyHash))?.access.has('edit_page'), WITHIN).toBe(true);
  });

  test('a revocation by another node', async () => {
    const other = await openNode(server.url);
    const { userId, keyHash } = await keptPerson();
    await other.transact((stores) => stores.users.revokeAll(userId));
    await expect.poll(() => find(keyHash), WITHIN).toBeNull();
    await other.database.close();
  });

  test('with its commit, not before', async () => {
    const { userId, keyHash } = await keptPerson();
    await stranger.query('begin');
    await stranger.query(`update auth_user set is_active = false where id = ${userId}`);
    expect(await find(keyHash)).not.toBeNull();
    await stranger.query('commit');
    await expect.poll(() => find(keyHash), WITHIN).toBeNull();
  });
});

test('what this process commits itself is seen at once, without any notification', async () => {
  const { userId, keyHash } = await keptPerson();
  thief.isStealing = true;
  await node.transact(async (stores) => {
    await stores.users.update(userId, { firstName: 'Eva' });
    expect((await find(keyHash))?.user.firstName).toBe('Ana');
  });
  expect((await find(keyHash))?.user.firstName).toBe('Eva');
  await node.stores.sessions.remove(keyHash);
  expect(await find(keyHash)).toBeNull();
});

describe('when notifications stop', () => {
  test('nothing kept is served a second later', async () => {
    const { sessionId, keyHash } = await keptPerson();
    thief.isStealing = true;
    await stranger.query(`delete from stagedoor_session where id = ${sessionId}`);
    await expect.poll(() => find(keyHash), WITHIN).toBeNull();
  });

  test('and the connection with them, nothing of before is served again', async () => {
    const { sessionId, keyHash } = await keptPerson();
    const { changes } = node.database;
    await stranger.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'n%-changes'",
    );
    await expect.poll(() => changes.isListening, SLOW_MACHINE).toBe(false);
    await stranger.query(`delete from stagedoor_session where id = ${sessionId}`);
    await expect.poll(() => changes.isCurrent(), SLOW_MACHINE).toBe(true);
    expect(await find(keyHash)).toBeNull();
  });

  test('for good, a connection is given up and made anew', async () => {
    const { keyHash } = await keptPerson();
    thief.isStealing = true;
    await expect
      .poll(async () => (await isKept(keyHash)) || node.database.changes.isListening, SLOW_MACHINE)
      .toBe(false);
    thief.isStealing = false;
    await expect.poll(() => isKept(keyHash), SLOW_MACHINE).toBe(true);
    expect(node.silence.times).toBe(0);
  });

  test('from the start, as behind a pooler for transactions, nothing is kept and somebody is told', async () => {
    const { keyHash } = await signedIn();
    thief.isStealing = true;
    const behind = await openNode(thief.url);
    const read = () => behind.stores.sessions.findPrincipal(keyHash, noon);
    let last: Principal | null = null;
    const everKept = async () => {
      const previous = last;
      last = await read();
      expect(last).not.toBe(previous);
      return behind.silence.times;
    };
    await expect.poll(everKept, SLOW_MACHINE).toBe(1);
    await behind.database.close();
  });
});

test('a site says once in its log that nothing arrives, and keeps to its DATABASE_POOL_SIZE', async () => {
  thief.isStealing = true;
  const lines: string[] = [];
  const site = await createStagedoor({
    env: { NODE_ENV: 'test', DATABASE_URL: thief.url, DATABASE_POOL_SIZE: '3', ...secrets() },
    logger: createLogger('warn', { write: (line) => void lines.push(line) }),
  });
  const own = "select count(*)::int as count from pg_stat_activity where application_name = 'stagedoor'";
  await expect
    .poll(async () => {
      const requests = Array.from({ length: 8 }, () => randomBytes(16).toString('hex'));
      await Promise.all(requests.map((sessionKey) => site.useCases.session.findPrincipal({ sessionKey })));
      return lines.length;
    }, SLOW_MACHINE)
    .toBe(1);
  expect(lines[0]).toContain('pooler');
  expect((await stranger.query(`${own} and datname = current_database()`)).rows).toEqual([{ count: 3 }]);
  await site.close();
});

test.each([
  ['stagedoor_session', 'stagedoor_tell_delete'],
  ['auth_group_permissions', 'stagedoor_tell_access'],
])('nothing is kept where a trigger of %s is missing or switched off', async (table, trigger) => {
  const { keyHash } = await signedIn();
  await stranger.query(`alter table ${table} disable trigger ${trigger}`);
  const other = await openNode(server.url);
  const tries = 50;
  for (let count = 0; count < tries; count += 1) {
    await other.stores.sessions.findPrincipal(keyHash, noon);
    expect(other.database.changes.isListening).toBe(false);
    await sleep(10);
  }
  await other.database.close();
  await stranger.query(`alter table ${table} enable trigger ${trigger}`);
});

test('a request now and then makes no connection', async () => {
  const { keyHash } = await signedIn();
  const other = await openNode(server.url);
  await other.stores.sessions.findPrincipal(keyHash, noon);
  await other.stores.users.countSuperusers();
  const { rows } = await stranger.query(
    'select count(*)::int as count from pg_stat_activity where application_name = $1',
    [`${other.database.pool.options.application_name}-changes`],
  );
  expect(rows).toEqual([{ count: 0 }]);
  await other.database.close();
});

test('a session that seems over is read again, because prolonging it tells nobody', async () => {
  const { keyHash, sessionId } = await keptPerson();
  const later = at(4_000_000);
  expect(await find(keyHash, later)).toBeNull();
  await expect.poll(() => isKept(keyHash), SLOW_MACHINE).toBe(true);
  await stranger.query('update stagedoor_session set last_seen_at = $1, expires_at = $2 where id = $3', [
    at(3_000_000),
    at(6_600_000),
    sessionId,
  ]);
  expect(await find(keyHash, later)).not.toBeNull();
});

test('every trigger that tells is counted by the record of the feature whose table it is on', async () => {
  const { rows } = await stranger.query<{ name: string; count: number }>(
    `select tgrelid::regclass::text as name, count(*)::int as count from pg_trigger
     where tgname like 'stagedoor\\_tell\\_%' group by tgrelid`,
  );
  expect(tellingTriggers).toEqual(Object.fromEntries(rows.map(({ name, count }) => [name, count])));
});

describe('the database tells', () => {
  /** What arrives of a deed, and of nothing after it. */
  async function toldOf(deed: (listener: pg.Client) => Promise<unknown>): Promise<string[]> {
    const listener = new pg.Client({ connectionString: server.url });
    await listener.connect();
    const payloads: string[] = [];
    listener.on('notification', ({ payload = '' }) => payloads.push(payload));
    await listener.query('listen stagedoor_changes');
    await deed(listener);
    await listener.query("select pg_notify('stagedoor_changes', 'end')");
    await expect.poll(() => payloads, SLOW_MACHINE).toContain('end');
    await listener.end();
    return payloads.slice(0, payloads.indexOf('end'));
  }

  test('once for each statement, with the ids of what changed', async () => {
    const [one, two] = [await signedIn(), await signedIn()];
    const told = await toldOf((listener) =>
      listener.query(`delete from stagedoor_session where id in (${one.sessionId}, ${two.sessionId})`),
    );
    expect(told.map((payload) => payload.split(' ').toSorted())).toEqual([
      ['session', String(one.sessionId), String(two.sessionId)].toSorted(),
    ]);
  });

  test('of all of a kind where there are too many to name', async () => {
    const { sessionId } = await signedIn();
    const told = await toldOf(async (listener) => {
      await listener.query(
        `insert into stagedoor_session select (jsonb_populate_record(s,
           jsonb_build_object('id', s.id + n, 'key_hash', s.key_hash || n))).*
         from stagedoor_session s, generate_series(1, 300) as n where s.id = ${sessionId}`,
      );
      await listener.query(`delete from stagedoor_session where key_hash like
        (select key_hash from stagedoor_session where id = ${sessionId}) || '%'`);
    });
    expect(told).toEqual(['session']);
  });

  test.each([
    ['undone changes', (of: Of) => `begin; delete from auth_user where id = ${of.userId}; rollback`],
    [
      'visits',
      (of: Of) => `update stagedoor_session set last_seen_at = now(), row_version = 9,
       expires_at = expires_at + interval '1 hour' where id = ${of.sessionId}`,
    ],
    [
      'log-ins',
      (of: Of) => `update auth_user set last_login = now(), row_version = row_version + 1
       where id = ${of.userId}`,
    ],
    ['visitors who are nobody', () => 'delete from stagedoor_session where user_id is null'],
    ['statements that hit nothing', () => 'delete from auth_user where id = -1'],
  ])('nothing of %s', async (_what, statement) => {
    const person = await signedIn();
    await node.stores.sessions.add(sampleSession(null));
    expect(await toldOf((listener) => listener.query(statement(person)))).toEqual([]);
  });

  interface Of {
    readonly userId: number;
    readonly sessionId: number;
  }
});
