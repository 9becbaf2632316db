import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SignUpFacts } from '../../src/core/account/sign-up-hooks.ts';
import type { LogInFacts } from '../../src/core/login/log-in-hooks.ts';
import { defineRefusal } from '../../src/create-stagedoor/define-refusal.ts';
import { defineTexts } from '../../src/create-stagedoor/define-texts.ts';
import type { FeatureParts } from '../../src/create-stagedoor/feature.ts';
import { HOOK_LIMIT_MS } from '../../src/create-stagedoor/hook-limit.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import type { Connection } from '../../src/infrastructure/database/connection.ts';
import { createLogger } from '../../src/infrastructure/logging/create-logger.ts';
import { systemClock } from '../../src/infrastructure/system-clock.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { createServer } from '../../src/server.ts';
import { databases } from '../support/databases.ts';

const PASSWORD = 'Brass lamp 1 over the interface';

type ClubTables = { club_member: { user_id: number } };

function memberStore({ db }: Connection) {
  const tables = db.withTables<ClubTables>();
  return {
    add: (userId: number) => tables.insertInto('club_member').values({ user_id: userId }).execute(),
    ids: async () => (await tables.selectFrom('club_member').selectAll().execute()).map((row) => row.user_id),
  };
}

type Stores = { readonly members: ReturnType<typeof memberStore> };

const texts = defineTexts('club', {
  en: { full: 'The club is full: {{most}} members.', shut: 'The club is shut at night.' },
  es: { full: 'El club está lleno: {{most}} socios.', shut: 'El club cierra de noche.' },
});
const full = defineRefusal<{ most: number }>('full', 409);
const shut = defineRefusal('shut', 403);

/** What the hooks are to do, and what they were asked. */
const rules = { signUp: 'open', logIn: 'open', inside: 'open', claims: 'open' };
const asked: { signUp: SignUpFacts[]; logIn: LogInFacts[]; claims: (string | null)[] } = {
  signUp: [],
  logIn: [],
  claims: [],
};
const waitsForEver = () => new Promise<void>(() => {});

const club = defineFeature({
  name: 'club',
  texts,
  refusals: [full.describedAs(texts.keys.full), shut.describedAs(texts.keys.shut)],
  migrations: [
    {
      name: '0001_initial',
      statements: () => ['create table club_member (user_id bigint not null)'],
    },
  ],
  stores: (connection) => ({ members: memberStore(connection) }),
  useCases: ({ stores, refuse }: FeatureParts<Stores>) => ({
    ids: () => stores.members.ids(),
    refuseFull: () => {
      throw refuse(full, { most: 2 });
    },
    refuseShut: () => {
      throw refuse(shut, {});
    },
  }),
  hooks: (useCases) => ({
    async beforeSignUp(facts) {
      asked.signUp.push(facts);
      if (rules.signUp === 'full') useCases.refuseFull();
      if (rules.signUp === 'silent') await waitsForEver();
      if (rules.signUp === 'broken') throw new Error('the list is away');
    },
    async beforeLogIn(facts) {
      asked.logIn.push(facts);
      if (rules.logIn === 'shut') useCases.refuseShut();
      if (rules.logIn === 'silent') await waitsForEver();
    },
    async tokenClaims({ username }) {
      asked.claims.push(username);
      if (rules.claims === 'silent') await waitsForEver();
      if (rules.claims === 'broken') throw new Error('the list is away');
      return { club: `of ${username}` };
    },
    inside: {
      'user.created': async ({ stores }, { data }) => {
        await stores.members.add(data.userId);
        if (rules.inside === 'full') useCases.refuseFull();
        if (rules.inside === 'silent') await waitsForEver();
      },
      'login.succeeded': async () => {
        if (rules.inside === 'shut') useCases.refuseShut();
      },
    },
  }),
});

const second = defineFeature({
  name: 'second',
  hooks: () => ({
    tokenClaims: () => ({ second: true }),
    beforeSignUp: async () => void order.push('second'),
  }),
});
const order: string[] = [];

describe.each(databases)('hooks on $database', ({ open }) => {
  let folder: string;
  let drop: () => Promise<void>;
  let stagedoor: Awaited<ReturnType<typeof start>>;
  let app: ReturnType<typeof createServer>;
  const clock = { ...systemClock, waitUntil: async () => {} };

  async function start(env: Readonly<Record<string, string>>) {
    return await createStagedoor({
      env: {
        DATA_DIR: folder,
        LOG_LEVEL: 'silent',
        API_AUTHENTICATION: 'session,token,jwt,basic',
        UNVERIFIED_MAY_LOG_IN: 'true',
        LOGIN_AFTER_SIGNUP: 'true',
        ...env,
      },
      features: [club, second],
      passwordHasher: { memoryCostKib: 1_024, timeCost: 1 },
      clock,
    });
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hooks-'));
    const database = await open();
    drop = database.drop;
    stagedoor = await start({ DATABASE_URL: `sqlite:${join(folder, 'site.db')}`, ...database.env });
    await stagedoor.migrations.apply();
    app = createServer(stagedoor);
    await stagedoor.useCases.user.create({
      by: 'operator',
      username: 'ana',
      password: PASSWORD,
      validatePassword: false,
    });
  });
  beforeEach(() => {
    Object.assign(rules, { signUp: 'open', logIn: 'open', inside: 'open', claims: 'open' });
    asked.claims.length = 0;
    asked.signUp.length = 0;
    asked.logIn.length = 0;
    order.length = 0;
  });
  afterAll(async () => {
    await app.close();
    await stagedoor.close();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const post = (url: string, payload: object, headers = {}) =>
    app.inject({ method: 'POST', url, payload, headers: { host: '127.0.0.1:8000', ...headers } });

  const signUp = (username: string) =>
    post('/api/register/', {
      username,
      email: `${username}@mail.example`,
      password: PASSWORD,
      password_confirm: PASSWORD,
      first_name: 'Ben',
    });

  const namedUsers = async (username: string) =>
    (await stagedoor.useCases.user.find({ identifier: username })) === null ? 'nobody' : 'somebody';

  it('asks a site before a sign-up, with what will be stored and no password, in the order of its features', async () => {
    expect((await signUp('ben')).statusCode).toBe(201);
    expect(asked.signUp).toEqual([
      {
        username: 'ben',
        email: 'ben@mail.example',
        firstName: 'Ben',
        lastName: '',
        extra: {},
        visitor: expect.objectContaining({ ipAddress: '127.0.0.1' }),
      },
    ]);
    expect(order).toEqual(['second']);
  });

  it('refuses a sign-up with the code and the words of the feature, and keeps nothing', async () => {
    rules.signUp = 'full';
    const answer = await signUp('cleo');
    expect([answer.statusCode, answer.headers['refusal-code']]).toEqual([409, 'club.full']);
    expect(answer.json()).toEqual({ detail: 'The club is full: 2 members.', code: 'club.full' });
    expect(await namedUsers('cleo')).toBe('nobody');
    expect(order).toEqual([]);
  });

  it('does what a feature writes inside with the account, on whatever way it comes, or neither', async () => {
    const { id } = await stagedoor.useCases.user.create({ by: 'operator', username: 'dora' });
    expect(await stagedoor.features.club.ids()).toContain(id);
    const before = (await stagedoor.features.club.ids()).length;
    rules.inside = 'full';
    await expect(stagedoor.useCases.user.create({ by: 'operator', username: 'eve' })).rejects.toThrow(
      'club.full',
    );
    expect((await signUp('eve')).statusCode).toBe(409);
    expect(await namedUsers('eve')).toBe('nobody');
    expect(await stagedoor.features.club.ids()).toHaveLength(before);
  });

  const logIn = () => post('/api/login/', { username: 'ana', password: PASSWORD });
  const basic = `Basic ${Buffer.from(`ana:${PASSWORD}`).toString('base64')}`;
  /** Ways in by a password. */
  const ways: readonly (readonly [string, () => ReturnType<typeof post>])[] = [
    ['the JSON log-in', logIn],
    ['a JWT pair', () => post('/api/token/', { username: 'ana', password: PASSWORD })],
    ['an API token', () => post('/api-token-auth/', { username: 'ana', password: PASSWORD })],
    [
      'Basic',
      () => app.inject({ url: '/api/users/me/', headers: { host: '127.0.0.1:8000', authorization: basic } }),
    ],
  ];

  it.each(ways)(
    'asks before %s lets somebody in, and refuses in the words of the feature',
    async (_, enter) => {
      expect((await enter()).statusCode).toBeLessThan(300);
      expect(asked.logIn).toHaveLength(1);
      rules.logIn = 'shut';
      const answer = await enter();
      expect([answer.statusCode, answer.headers['refusal-code']]).toEqual([403, 'club.shut']);
      expect(answer.json().detail).toBe('The club is shut at night.');
      expect(answer.cookies.filter(({ name }) => name === 'sessionid')).toEqual([]);
    },
  );

  it('asks before a sign-up logs in at once, and keeps neither account nor session where it is refused', async () => {
    const form = {
      email: 'hal@mail.example',
      username: 'hal',
      password: PASSWORD,
      passwordConfirm: PASSWORD,
      firstName: '',
      lastName: '',
      extra: {},
      sessionKey: null,
      visitor: { ipAddress: '203.0.113.7', userAgent: '', language: 'en', deviceKey: null } as const,
    };
    rules.logIn = 'shut';
    await expect(stagedoor.useCases.user.signUp(form)).rejects.toThrow('club.shut');
    expect(await namedUsers('hal')).toBe('nobody');
    rules.logIn = 'open';
    expect((await stagedoor.useCases.user.signUp(form)).outcome).toBe('logged-in');
    expect(asked.logIn.map(({ method }) => method)).toEqual(['sign-up', 'sign-up']);
  });

  it('notes what a hook refuses as a failed log-in', async () => {
    rules.logIn = 'shut';
    await logIn();
    const [newest] = (await stagedoor.useCases.audit.list({ limit: 1 })).rows;
    expect(newest).toMatchObject({ action: 'log-in', success: false });
  });

  it('asks nobody about a wrong password, nor about an account that is shut', async () => {
    const { id } = await stagedoor.useCases.user.create({
      by: 'operator',
      username: 'ina',
      password: PASSWORD,
      validatePassword: false,
    });
    await stagedoor.useCases.user.deactivate({ by: 'operator', userId: id });
    for (const [username, password] of [
      ['ana', 'wrong'],
      ['ina', PASSWORD],
    ]) {
      const answer = await post('/api/login/', { username, password });
      expect([answer.statusCode, answer.headers['refusal-code']]).toEqual([401, 'invalid-credentials']);
    }
    expect(asked.logIn).toEqual([]);
  });

  it('keeps nothing of a log-in that is refused inside', async () => {
    rules.inside = 'shut';
    const answer = await logIn();
    expect([answer.statusCode, answer.headers['refusal-code']]).toEqual([403, 'club.shut']);
    const ana = await stagedoor.useCases.user.find({ identifier: 'ana' });
    const last = (await stagedoor.useCases.audit.list({ limit: 1 })).rows[0];
    expect(last).not.toMatchObject({ action: 'log-in', success: true, userId: ana?.id });
  });

  it('puts the claims of each feature into JSON web tokens', async () => {
    const answer = await post('/api/token/', { username: 'ana', password: PASSWORD });
    const [, claims = ''] = String(answer.json().access).split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      club: 'of ana',
      second: true,
    });
  });

  const pair = () => post('/api/token/', { username: 'ana', password: PASSWORD });
  const claimsIn = (token: string) =>
    JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString());
  const lastLogInOf = async (username: string) =>
    (await stagedoor.useCases.user.find({ identifier: username }))?.lastLogin ?? null;

  it('asks for claims anew at a refresh, and leaves the token as it was where nobody answers', async () => {
    const { refresh } = (await pair()).json();
    asked.claims.length = 0;
    rules.claims = 'broken';
    expect((await post('/api/token/refresh/', { refresh })).statusCode).toBe(500);
    rules.claims = 'open';
    const answer = await post('/api/token/refresh/', { refresh });
    expect([answer.statusCode, claimsIn(answer.json().access).club]).toEqual([200, 'of ana']);
    expect(asked.claims).toEqual(['ana', 'ana']);
  });

  it('opens nothing where the claims are not there in time, and counts no failure', async () => {
    const { username } = await stagedoor.useCases.user.create({
      by: 'operator',
      username: 'kim',
      password: PASSWORD,
      validatePassword: false,
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      rules.claims = 'silent';
      // One more than wrong passwords may be.
      for (let round = 0; round < 11; round += 1) {
        asked.claims.length = 0;
        const waiting = post('/api/token/', { username, password: PASSWORD });
        await vi.waitFor(() => expect(asked.claims).toHaveLength(1), { interval: 1, timeout: 5_000 });
        await vi.advanceTimersByTimeAsync(HOOK_LIMIT_MS);
        expect((await waiting).statusCode).toBe(503);
      }
    } finally {
      vi.useRealTimers();
    }
    expect(await lastLogInOf('kim')).toBeNull();
    rules.claims = 'open';
    expect((await post('/api/token/', { username, password: PASSWORD })).statusCode).toBe(200);
  });

  it('asks for no claims of an account that is shut, nor for what is no token', async () => {
    const { id } = await stagedoor.useCases.user.create({
      by: 'operator',
      username: 'lou',
      password: PASSWORD,
      validatePassword: false,
    });
    await stagedoor.useCases.user.deactivate({ by: 'operator', userId: id });
    rules.claims = 'broken';
    expect((await post('/api/token/', { username: 'lou', password: PASSWORD })).statusCode).toBe(401);
    expect((await logIn()).statusCode).toBe(200);
    expect(asked.claims).toEqual([]);
  });

  it('fails with 503 where a hook does not answer in time, and keeps nothing', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      rules.signUp = 'silent';
      const waiting = signUp('fay');
      await vi.waitFor(() => expect(asked.signUp).toHaveLength(1), { interval: 1, timeout: 5_000 });
      await vi.advanceTimersByTimeAsync(HOOK_LIMIT_MS);
      const answer = await waiting;
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    } finally {
      vi.useRealTimers();
    }
    expect(await namedUsers('fay')).toBe('nobody');
  });

  it('fails with 500 where a hook is broken, and keeps nothing', async () => {
    rules.signUp = 'broken';
    expect((await signUp('gil')).statusCode).toBe(500);
    expect(await namedUsers('gil')).toBe('nobody');
  });
});

describe('a record of a feature with hooks', () => {
  const start = (hooks: () => object) =>
    createStagedoor({
      env: { DATABASE_URL: 'sqlite::memory:', DATA_DIR: tmpdir(), LOG_LEVEL: 'silent' },
      features: [defineFeature({ name: 'club', hooks })],
    });

  it.each([
    ['a hook that nobody asks', { beforeLogin: async () => {} }, 'beforeLogin is not known here'],
    ['a hook that is no function', { beforeLogIn: true }, 'beforeLogIn must be a function'],
    [
      'an event that does not happen',
      { inside: { 'user.born': async () => {} } },
      'inside.user.born is not known',
    ],
    ['a failed log-in', { inside: { 'login.failed': async () => {} } }, 'inside.login.failed is not known'],
  ])('does not start with %s', async (_, hooks, problem) => {
    await expect(start(() => hooks)).rejects.toThrow(problem);
  });
});

it('names a claim that tokens have of their own and a site names too, once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'claims-'));
  const lines: string[] = [];
  const greedy = defineFeature({
    name: 'greedy',
    hooks: () => ({ tokenClaims: () => ({ user_id: 5, colour: 'red' }) }),
  });
  const stagedoor = await createStagedoor({
    env: {
      NODE_ENV: 'test',
      DATABASE_URL: 'sqlite::memory:',
      DATA_DIR: folder,
      API_AUTHENTICATION: 'session,jwt',
    },
    features: [greedy],
    tokenClaims: () => ({ exp: 9_999_999_999 }),
    passwordHasher: { memoryCostKib: 1_024, timeCost: 1 },
    logger: createLogger('warn', { write: (line: string) => void lines.push(line) }),
  });
  await stagedoor.migrations.apply();
  const { id } = await stagedoor.useCases.user.create({
    by: 'operator',
    username: 'ana',
    password: PASSWORD,
    validatePassword: false,
  });
  const visitor = { ipAddress: '203.0.113.7', userAgent: '', language: 'en', deviceKey: null } as const;
  for (const _ of [1, 2]) {
    const { access } = await stagedoor.useCases.jwt.obtainPair({
      identifier: 'ana',
      password: PASSWORD,
      visitor,
    });
    const claims = JSON.parse(Buffer.from(String(access.split('.')[1]), 'base64url').toString());
    expect(claims).toMatchObject({ user_id: String(id), colour: 'red' });
    expect(claims.exp).toBeLessThan(9_999_999_999);
  }
  const told = lines.map((line) => JSON.parse(line).msg).filter((msg) => msg.includes('claim'));
  expect(told).toEqual([
    'tokenClaims of createStagedoor names the claim exp, which tokens have of their own: it is left out',
    'tokenClaims of greedy names the claim user_id, which tokens have of their own: it is left out',
  ]);
  await stagedoor.close();
  rmSync(folder, { recursive: true, force: true });
});
