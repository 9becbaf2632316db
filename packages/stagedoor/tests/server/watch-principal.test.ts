import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { operator } from '../../src/core/kernel/visitor.ts';
import type { SessionHolder } from '../../src/core/session/session.ts';
import type { Stagedoor } from '../../src/create-stagedoor/stagedoor.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import type { OpenDatabase } from '../../src/infrastructure/database/database.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { systemClock } from '../../src/infrastructure/system-clock.ts';
import { type NotificationThief, startNotificationThief } from '../support/notification-thief.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';

/** The second that is promised, and what a slow machine needs beside it. */
const WITHIN = { timeout: 5_000, interval: 10 };
/** After which whoever was not told would have been. */
const TOLD_MS = 1_500;
/** Until everything that happened before is told. */
const SETTLED_MS = 700;
const password = 'correct horse battery 1';
const closing: (() => Promise<unknown>)[] = [];
const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
let server: TestDatabase;
let thief: NotificationThief;

/** A clock that can be put forward. */
function lateClock() {
  let lateMs = 0;
  return {
    ...systemClock,
    now: () => new Date(Date.now() + lateMs),
    putTo(moment: Date): void {
      lateMs = moment.getTime() - Date.now() + 1;
    },
  };
}

async function openSite(url: string, clock: typeof systemClock): Promise<Stagedoor> {
  const secret = () => randomBytes(32).toString('base64url');
  const env = { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: url, DATA_DIR: directory };
  const site = await createStagedoor({
    env: { ...env, SECRET_KEY: secret(), CRYPTOGRAPHY_KEY: secret() },
    clock,
    passwordHasher: { memoryCostKib: 1_024, timeCost: 1 },
  });
  closing.push(() => site.close());
  await site.migrations.apply();
  return site;
}

beforeAll(async () => {
  server = await createTestDatabase();
  thief = await startNotificationThief(server.url);
  thief.isStealing = true;
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  thief.close();
  await server.drop();
  rmSync(directory, { recursive: true, force: true });
});

let people = 0;

// Nearly all of the time is waiting, so the three databases wait together.
describe.concurrent.each([
  ['SQLite', () => `sqlite:${join(directory, 'watch.db')}`],
  ['PostgreSQL', () => server.url],
  ['PostgreSQL without notifications', () => thief.url],
])('on %s whoever watches somebody asks again within a second', (kind, url) => {
  const clock = lateClock();
  let site: Stagedoor;
  /** Another process, or an operator. */
  let elsewhere: OpenDatabase;
  beforeAll(async () => {
    site = await openSite(url(), clock);
    elsewhere = await openDatabase(kind === 'SQLite' ? url() : server.url);
    closing.push(() => elsewhere.close());
  });

  async function loggedIn(): Promise<SessionHolder> {
    people += 1;
    const username = `person${people}`;
    await site.useCases.user.create({
      by: 'operator',
      username,
      email: `${username}@mail.example`,
      password,
    });
    const attempt = { identifier: username, password, rememberMe: null, sessionKey: null };
    const { issued } = await site.useCases.login.logIn({ ...attempt, visitor: operator });
    const principal = await site.useCases.session.findPrincipal({ sessionKey: issued.sessionKey });
    if (principal === null) throw new Error('Nobody.');
    return principal;
  }

  /** As an open socket does: whether it would still be open. */
  async function socket() {
    const principal = await loggedIn();
    const state = { isOpen: true, mayEdit: false };
    const stop = site.watchPrincipal(principal, (now) => {
      state.isOpen = now !== null;
      state.mayEdit = now?.access.has('watch.edit') ?? false;
    });
    await sleep(SETTLED_MS);
    return { state, stop, principal };
  }

  const run = (statement: string) => sql.raw(statement).execute(elsewhere.db);

  // A write that waits for a file keeps the process waiting that would end the other write.
  describe('whatever happens', { concurrent: kind !== 'SQLite' }, () => {
    test.each([
      ['a session is ended', 'delete from stagedoor_session where id = $session'],
      ['an account is closed', 'update auth_user set is_active = false where id = $user'],
      [
        'a password is changed',
        'update auth_user set security_version = security_version + 1 where id = $user',
      ],
      ['an account is deleted', 'delete from auth_user where id = $user'],
    ])('after %s, by another process or by SQL', async (_what, statement) => {
      const { state, principal } = await socket();
      expect(state.isOpen).toBe(true);
      await run(
        statement
          .replace('$session', String(principal.session.id))
          .replace('$user', String(principal.user.id)),
      );
      await vi.waitFor(() => expect(state.isOpen).toBe(false), WITHIN);
    });

    test('after what happened between the reading of somebody and the watching', async () => {
      const principal = await loggedIn();
      await run(`delete from stagedoor_session where id = ${principal.session.id}`);
      // Everything that was committed so far is told before.
      const other = await socket();
      await sleep(SETTLED_MS);
      let isOpen = true;
      const stop = site.watchPrincipal(principal, (now) => {
        isOpen = now !== null;
      });
      await vi.waitFor(() => expect(isOpen).toBe(false), WITHIN);
      stop();
      other.stop();
    });

    test('after a log-out here', async () => {
      const { state, principal } = await socket();
      await site.useCases.session.endAll({ by: 'operator', whose: principal.user.id });
      await vi.waitFor(() => expect(state.isOpen).toBe(false), WITHIN);
    });

    test('after their group was given a permission', async () => {
      const { state, principal } = await socket();
      const id = principal.user.id;
      await run(`insert into django_content_type (app_label, model) values ('watch', 'm${id}')`);
      await run(
        `insert into auth_permission (name, codename, content_type_id) select 'Can edit', 'edit', id from django_content_type where model = 'm${id}'`,
      );
      await run(`insert into auth_group (name) values ('g${id}')`);
      await run(
        `insert into auth_user_groups (user_id, group_id) select ${id}, id from auth_group where name = 'g${id}'`,
      );
      await sleep(SETTLED_MS);
      expect(state.mayEdit).toBe(false);
      await run(
        `insert into auth_group_permissions (group_id, permission_id) select g.id, p.id from auth_group g, auth_permission p where g.name = 'g${id}' and p.codename = 'edit'`,
      );
      await vi.waitFor(() => expect(state.mayEdit).toBe(true), WITHIN);
    });

    test('and who has stopped watching is not asked any more', async () => {
      const { state, stop, principal } = await socket();
      stop();
      stop();
      await run(`delete from stagedoor_session where id = ${principal.session.id}`);
      await sleep(TOLD_MS);
      expect(state.isOpen).toBe(true);
    });
  });

  // The clock is one for all of a site.
  describe('when time passes', { concurrent: false }, () => {
    test('after a session ended by its time, though nothing was written', async () => {
      const { state, principal } = await socket();
      expect(state.isOpen).toBe(true);
      clock.putTo(principal.session.expiresAt);
      await vi.waitFor(() => expect(state.isOpen).toBe(false), WITHIN);
    });

    test('after a session ended by its last day, whatever it is used', async () => {
      const { state, principal } = await socket();
      const { id, expiresAt, endsAt } = principal.session;
      expect(expiresAt < endsAt).toBe(true);
      await run(
        `update stagedoor_session set expires_at = ends_at, ends_at = expires_at, row_version = row_version + 1 where id = ${id}`,
      );
      await sleep(SETTLED_MS);
      expect(state.isOpen).toBe(true);
      clock.putTo(expiresAt);
      await vi.waitFor(() => expect(state.isOpen).toBe(false), WITHIN);
    });

    test('and a session that was used meanwhile goes on past the end it had', async () => {
      const { state, principal } = await socket();
      const { session } = principal;
      clock.putTo(new Date(session.expiresAt.getTime() - 3_600_000));
      const at = clock.now();
      await site.useCases.session.touch({ seen: [{ session, isStaff: false, at, ipAddress: '127.0.0.1' }] });
      await sleep(SETTLED_MS);
      clock.putTo(session.expiresAt);
      await sleep(TOLD_MS);
      expect(state.isOpen).toBe(true);
      clock.putTo(session.endsAt);
      await vi.waitFor(() => expect(state.isOpen).toBe(false), WITHIN);
    });
  });
});
