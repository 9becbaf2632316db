import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { days, minutes } from '../../src/core/kernel/clock.ts';
import { defineJob } from '../../src/create-stagedoor/inside.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { openTestSite, type SignInBy, type TestSite } from '../../src/testing/index.ts';

const WAYS: readonly SignInBy[] = ['session', 'jwt', 'api-token'];
const count = defineJob<{ by: number }>('count');
const tally = defineFeature({
  name: 'tally',
  useCases: ({ enqueue }) => ({
    counted: { total: 0 },
    countLater: (by: number) => enqueue(count, { by }),
  }),
  jobs: (useCases) => [
    count.handledBy(async ({ by }) => {
      useCases.counted.total += by;
    }),
  ],
});

let site: TestSite<Readonly<Record<never, never>>, readonly [typeof tally]>;
beforeAll(async () => {
  site = await openTestSite({ features: [tally], now: '2026-03-01T12:00:00.000Z' });
});
afterAll(() => site.close());

describe('what a test asks for is understood, or refused', () => {
  test.each([
    ['an option that there is not', { feautres: [] }, 'feautres is not known here'],
    ['an option of the real start', { clock: {} }, 'clock is not known here'],
    [
      'a time that is none',
      { now: 'yesterday' },
      'now must be a date, or a text that is one, not "yesterday"',
    ],
    ['a date that is none', { now: new Date(Number.NaN) }, 'now must be a date'],
    ['a server that is none', { server: { extned: () => {} } }, 'server.extned is not known here'],
  ])('by openTestSite: %s', async (_, options, sentence) => {
    await expect(openTestSite(options as never)).rejects.toThrow(`The options of openTestSite: ${sentence}`);
  });

  test.each([
    ['a field that there is not', { user_name: 'ana' }, 'user_name is not known here'],
    ['a text for yes', { isStaff: 'yes' }, 'isStaff must be true or false, not "yes"'],
    ['a name that is none', { username: 7 }, 'username must be a text or null, not 7'],
  ])('by createUser: %s', async (_, fields, sentence) => {
    await expect(site.createUser(fields as never)).rejects.toThrow(`createUser: ${sentence}`);
  });

  it('by the clock', () => {
    const before = site.clock.now();
    expect(() => site.clock.set(new Date('soon'))).toThrow('is no moment for a clock');
    expect(() => site.clock.advance(Number.NaN)).toThrow('is no moment for a clock');
    expect(site.clock.now()).toEqual(before);
  });
});

const me = (headers: Readonly<Record<string, string>>) =>
  site.app.inject({ url: '/api/users/me/', headers: { ...headers } });

describe('whoever is signed in', () => {
  test.each(WAYS)('by %s is who they are, and nobody else is', async (by) => {
    const ana = await site.createUser();
    const ben = await site.createUser();
    const [asAna, asBen] = [await site.signInAs(ana, by), await site.signInAs(ben, by)];
    expect((await me(asAna.headers)).json()).toMatchObject({ id: ana.id, username: ana.username });
    expect((await me(asBen.headers)).json()).toMatchObject({ id: ben.id });
    expect((await me({ host: asAna.headers.host ?? '' })).statusCode).toBe(401);
  });

  test.each(WAYS)('by %s may change things, CSRF and all', async (by) => {
    const { headers } = await site.signInAs(await site.createUser(), by);
    const sent = { method: 'PATCH', url: '/api/users/me/', payload: { first_name: 'Ana' } } as const;
    const answer = await site.app.inject({ ...sent, headers: { ...headers } });
    expect([answer.statusCode, answer.json().first_name]).toEqual([200, 'Ana']);
  });

  it('by nothing that is no way to sign in', async () => {
    const ana = await site.createUser();
    await expect(site.signInAs(ana, 'jwtt' as SignInBy)).rejects.toThrow(/not by "jwtt"/);
  });

  it('is somebody', async () => {
    for (const user of [undefined, {}, { id: 'ana' }, 7])
      await expect(site.signInAs(user as never)).rejects.toThrow(
        'signInAs: id must be a whole number above 0',
      );
  });

  it('by a cookie without its CSRF token may change nothing', async () => {
    const { headers } = await site.signInAs(await site.createUser());
    const { 'x-csrftoken': _, ...bare } = headers;
    const sent = { method: 'PATCH', url: '/api/users/me/', payload: { first_name: 'Ana' } } as const;
    expect((await site.app.inject({ ...sent, headers: bare })).statusCode).toBe(403);
  });

  it('is let in by the gate alone', async () => {
    const closed = await site.createUser();
    await site.stagedoor.useCases.user.deactivate({ by: 'operator', userId: closed.id });
    const refusal = { refusal: { code: 'invalid-credentials' } };
    for (const by of WAYS) await expect(site.signInAs(closed, by)).rejects.toMatchObject(refusal);
  });

  it('is logged out once the clock is past the end of the session', async () => {
    const { headers } = await site.signInAs(await site.createUser());
    expect((await me(headers)).statusCode).toBe(200);
    site.clock.advance(days(400));
    expect((await me(headers)).statusCode).toBe(401);
  });
});

it('logs in by the password that a user was made with, on the page of a browser too', async () => {
  const { username, password } = await site.createUser({ password: 'tulips-under-7-bridges' });
  const { host = '' } = (await site.signInAs(await site.createUser())).headers;
  const sent = {
    method: 'POST',
    url: '/api/login/',
    headers: { host },
    payload: { username, password },
  } as const;
  expect((await site.app.inject(sent)).statusCode).toBe(200);
  const wrong = { ...sent, payload: { username, password: 'testing' } };
  expect((await site.app.inject(wrong)).statusCode).toBe(401);
});

it('catches e-mails, and finds the newest and its link', async () => {
  const ana = await site.createUser();
  const { host = '' } = (await site.signInAs(ana)).headers;
  await site.mail.clear();
  const payload = { email: ana.email };
  await site.app.inject({ method: 'POST', url: '/api/password/reset/', headers: { host }, payload });
  expect(await site.mail.last(ana.email)).toMatchObject({ to: ana.email });
  expect((await site.mail.link(ana.email)).pathname).toMatch(/^\/accounts\/reset\//);
  await expect(site.mail.last('nobody@mail.example')).rejects.toThrow(
    `No e-mail came to nobody@mail.example, only to ${ana.email}.`,
  );
  await site.mail.clear();
  expect(await site.mail.list()).toEqual([]);
});

it('does the jobs of a feature when it is told to', async () => {
  await site.stagedoor.features.tally.countLater(3);
  expect(site.stagedoor.features.tally.counted.total).toBe(0);
  await site.runJobs();
  expect(site.stagedoor.features.tally.counted.total).toBe(3);
});

it('lets the time stand still until it is moved', () => {
  const before = site.clock.now();
  site.clock.advance(minutes(5));
  expect(site.clock.now().getTime() - before.getTime()).toBe(minutes(5));
});

it('knows nothing of another site, and leaves no folder behind', async () => {
  const other = await openTestSite();
  const { id } = await site.createUser({ username: 'only-here' });
  expect(await other.stagedoor.useCases.user.findById({ userId: id })).toBeNull();
  const { dataDir } = other.stagedoor.config;
  expect(existsSync(dataDir)).toBe(true);
  await other.close();
  expect(existsSync(dataDir)).toBe(false);
});

it('takes what a site says of itself, and what does not fit does not start', async () => {
  const site = {
    defaults: { LOGIN_BY: 'email' },
    config: { extraFields: { phone: { type: 'text', maxLength: 20, default: '' } } },
  } as const;
  const opened = await openTestSite(site);
  const ana = await opened.createUser({ extra: { phone: '112' } });
  expect(ana.extra.phone).toBe('112');
  const { headers } = await opened.signInAs(ana);
  const { statusCode } = await opened.app.inject({ url: '/api/users/me/', headers: { ...headers } });
  expect(statusCode).toBe(200);
  await opened.close();
  await expect(openTestSite({ env: { LOGIN_BY: 'nothing' } })).rejects.toThrow('LOGIN_BY');
});

describe('in production', () => {
  it('opens no site, whoever says that it is production', async () => {
    const refusal = 'stagedoor/testing opens no site where NODE_ENV is production.';
    await expect(openTestSite({ env: { NODE_ENV: 'production' } })).rejects.toThrow(refusal);
    vi.stubEnv('NODE_ENV', 'production');
    await expect(openTestSite()).rejects.toThrow(refusal);
    vi.unstubAllEnvs();
  });
});
