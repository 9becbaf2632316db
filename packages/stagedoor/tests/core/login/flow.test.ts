import { describe, expect, test } from 'vitest';
import { minutes } from '../../../src/core/kernel/clock.ts';
import { AccountsError } from '../../../src/core/kernel/errors.ts';
import { flowKeyHash } from '../../../src/core/login/flow.ts';
import { REMOTE_USER_BACKEND } from '../../../src/core/login/log-in-remote-user.ts';
import {
  type AccountsForTest,
  accountsForTest,
  goesOn,
  OTHER_PASSWORD,
  PASSWORD,
  refusalOf,
  refusedWith,
  resetIn,
  type SettingsForTest,
  tight,
} from '../../support/core.ts';
import { idOf } from '../../support/id-of.ts';
import { codeShown, codeStage, nameStage, TEST_STAGE } from '../../support/stages.ts';

async function siteWhereAnaShowsACode(changes: SettingsForTest = {}): Promise<AccountsForTest> {
  const site = await accountsForTest({ stages: codeStage('ana'), ...changes });
  await site.activated();
  return site;
}

/** Begins a log-in, and answers its handle. @throws where it is not halted by the test's stage */
async function halted(work: Promise<unknown>): Promise<string> {
  const refusal = await refusalOf(work);
  if (refusal.code !== 'stage-required' || refusal.stage !== TEST_STAGE || refusal.flow === undefined)
    throw new Error(`It was refused with ${JSON.stringify(refusal)}.`);
  return refusal.flow;
}

const goOn = (site: AccountsForTest, flow: string) =>
  site.useCases.login.continue({
    flow,
    stage: codeShown.method,
    proved: codeShown,
    sessionKey: null,
    visitor: site.visitor(),
  });

const asked = (site: AccountsForTest) => ({
  identifier: 'ana',
  password: PASSWORD,
  visitor: site.visitor(),
});

/** Every way in that opens something, and what it opens in the end. */
const ways: Record<string, { begin: (site: AccountsForTest) => Promise<unknown>; kind: string }> = {
  'a browser’s session': { begin: (site) => site.logIn(), kind: 'session' },
  'a pair of tokens': {
    begin: (site) => site.useCases.jwt.obtainPair(asked(site)),
    kind: 'token-pair',
  },
  'a pair of tokens in cookies': {
    begin: (site) => site.useCases.jwt.obtainPair({ ...asked(site), mostCharacters: 4_000 }),
    kind: 'token-pair',
  },
  'a sliding token': {
    begin: (site) => site.useCases.jwt.obtainSliding(asked(site)),
    kind: 'sliding-token',
  },
  'an API token': { begin: (site) => site.useCases.apiToken.obtain(asked(site)), kind: 'api-token' },
};

describe.each(Object.entries(ways))('a log-in for %s, with more to prove', (_, { begin, kind }) => {
  test('opens nothing, leaves nothing of a log-in, and is kept under a handle', async () => {
    const site = await siteWhereAnaShowsACode();
    const { id } = await site.user(await idOf(site));
    await halted(begin(site));
    expect(await site.stores.sessions.listOfUser(id, site.clock.now())).toEqual([]);
    expect(await site.stores.devices.listOfUser(id)).toEqual([]);
    expect(await site.stores.apiTokens.findOfUser(id)).toBeNull();
    expect((await site.user(id)).lastLogin).toBeNull();
    expect((await site.events()).at(-1)).toMatchObject({
      action: 'log-in-wait',
      success: true,
      detail: { method: 'password', stage: TEST_STAGE },
    });
  });

  test('opens what it was for once it is proved, with both proofs', async () => {
    const site = await siteWhereAnaShowsACode();
    const done = await goOn(site, await halted(begin(site)));
    expect(done).toMatchObject({ kind, user: { username: 'ana' } });
    const [session] = await site.stores.sessions.listOfUser(done.user.id, site.clock.now());
    expect(session?.methods.map(({ method }) => method)).toEqual(['password', TEST_STAGE]);
    expect(session?.pendingStage).toBeNull();
    expect((await site.events()).at(-1)).toMatchObject({
      action: 'log-in',
      success: true,
      detail: { method: 'password', stage_passed: TEST_STAGE },
    });
  });

  test('asks the site again before it opens, and ends where it refuses by now', async () => {
    const site = await siteWhereAnaShowsACode();
    const flow = await halted(begin(site));
    const asked: string[] = [];
    site.hooks.beforeLogIn = async ({ method }) => {
      asked.push(method);
      throw new AccountsError({ code: 'permission-denied' });
    };
    expect(await refusedWith(goOn(site, flow))).toBe('permission-denied');
    site.hooks.beforeLogIn = async () => {};
    expect(asked).toEqual(['password']);
    expect((await site.events()).at(-1)).toMatchObject({ action: 'log-in', success: false });
    expect(await site.stores.sessions.listOfUser(await idOf(site), site.clock.now())).toEqual([]);
    expect(await refusedWith(goOn(site, flow))).toBe('flow-ended');
  });

  test('opens it once: of sixteen at once with one handle, one', async () => {
    const site = await siteWhereAnaShowsACode();
    const flow = await halted(begin(site));
    const tries = await Promise.allSettled(Array.from({ length: 16 }, () => goOn(site, flow)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusedWith(goOn(site, flow))).toBe('flow-ended');
  });
});

describe('whoever has more to prove', () => {
  test('is not let in by a name and a password in a header, where nothing can follow', async () => {
    const site = await siteWhereAnaShowsACode();
    expect(await refusalOf(site.useCases.login.findPasswordPrincipal(asked(site)))).toEqual({
      code: 'stage-required',
      stage: TEST_STAGE,
    });
  });

  test('is not let in because a proxy vouches, and goes on from there', async () => {
    const site = await siteWhereAnaShowsACode();
    site.backendsBefore.push({
      name: REMOTE_USER_BACKEND,
      outside: { createsUsers: false, adoptsUsers: true, emailsAreVerified: false, namesIgnoreCase: false },
      authenticate: async () => ({ outcome: 'unknown', userId: null }),
    });
    const entry = { username: 'ana', sessionKey: null, visitor: site.visitor() };
    const flow = await halted(site.useCases.login.logInRemoteUser(entry));
    expect(await goOn(site, flow)).toMatchObject({ kind: 'session', user: { username: 'ana' } });
  });

  test('is given no token by an operator, who cannot prove it for them', async () => {
    const site = await siteWhereAnaShowsACode();
    const userId = await idOf(site);
    expect(await refusalOf(site.useCases.apiToken.issue({ userId, anew: false }))).toEqual({
      code: 'stage-required',
      stage: TEST_STAGE,
    });
  });

  test('is asked after a reset too, which lets nobody in', async () => {
    const site = await siteWhereAnaShowsACode();
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const link = resetIn((await site.mail('password-reset')).path);
    const passwords = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    await site.useCases.password.reset({ ...link, ...passwords, visitor: site.visitor() });
    await halted(site.logIn({ password: OTHER_PASSWORD }));
  });

  test('is asked from the first log-in on: an activation lets nobody in', async () => {
    const site = await siteWhereAnaShowsACode();
    expect(await site.stores.sessions.removeEverything()).toBe(0);
    await halted(site.logIn());
  });

  test('signs up without being let in at once, with a session or with tokens', async () => {
    const open = { stages: codeStage('ana'), logInAfterSignUp: true, unverifiedMayLogIn: true };
    const pending = { outcome: 'activation-pending' };
    const pages = await accountsForTest(open);
    expect(await pages.useCases.user.signUp(pages.signUpForm())).toEqual(pending);
    const pairs = await accountsForTest(open);
    const { sessionKey: _, ...form } = pairs.signUpForm();
    expect(await pairs.useCases.user.signUpForTokenPair(form)).toMatchObject(pending);
    const tokens = await accountsForTest({ ...open, apiTokenAtSignUp: true });
    expect(await tokens.useCases.user.signUpForApiToken(form)).toMatchObject(pending);
    expect(await tokens.stores.apiTokens.findOfUser(await idOf(tokens))).toBeNull();
  });

  test('is told by the same answer and floor as ever that a password is wrong', async () => {
    const site = await siteWhereAnaShowsACode();
    const work = await site.workOf(() => site.logIn({ password: OTHER_PASSWORD }));
    expect(work.waitedMs).toEqual([500]);
    expect(await refusedWith(site.logIn({ password: OTHER_PASSWORD }))).toBe('invalid-credentials');
  });
});

describe('a log-in on its way', () => {
  test('is over after ten minutes, not before', async () => {
    const site = await siteWhereAnaShowsACode();
    const [early, late] = [await halted(site.logIn()), await halted(site.logIn())];
    site.clock.advance(minutes(10) - 1);
    await goOn(site, early);
    site.clock.advance(1);
    expect(await refusedWith(goOn(site, late))).toBe('flow-ended');
  });

  test('is over when it is left, and leaving twice is fine', async () => {
    const site = await siteWhereAnaShowsACode();
    const flow = await halted(site.logIn());
    await site.useCases.login.endFlow({ flow });
    await site.useCases.login.endFlow({ flow });
    expect(await refusedWith(goOn(site, flow))).toBe('flow-ended');
  });

  test('is over when everything of the user is revoked, and when they may not enter any more', async () => {
    const site = await siteWhereAnaShowsACode();
    const userId = await idOf(site);
    const revoked = await halted(site.logIn());
    await site.stores.users.revokeAll(userId);
    expect(await refusedWith(goOn(site, revoked))).toBe('invalid-credentials');
    const closed = await halted(site.logIn());
    await site.stores.users.update(userId, { isActive: false });
    expect(await refusedWith(goOn(site, closed))).toBe('invalid-credentials');
    expect((await site.audited()).at(-1)).toBe('log-in failed');
  });

  test('is not gone on with by a proof of something else', async () => {
    const site = await siteWhereAnaShowsACode();
    const flow = await halted(site.logIn());
    const next = site.useCases.login.continue({
      flow,
      stage: 'test.code',
      proved: { method: 'something-else', factors: [] },
      sessionKey: null,
      visitor: site.visitor(),
    });
    const another = await halted(next);
    expect(another).not.toBe(flow);
    expect(await refusedWith(goOn(site, flow))).toBe('flow-ended');
    expect(await goOn(site, another)).toMatchObject({ kind: 'session' });
  });

  test('is one of five of a user at most: the oldest ends', async () => {
    const site = await siteWhereAnaShowsACode();
    const flows: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      flows.push(await halted(site.logIn()));
      site.clock.advance(1);
    }
    const [oldest = '', second = ''] = flows;
    expect(await refusedWith(goOn(site, oldest))).toBe('flow-ended');
    expect(await goOn(site, second)).toMatchObject({ kind: 'session' });
  });

  test('stays counted at its source until it is done, so that one source begins no more than it may fail', async () => {
    const site = await siteWhereAnaShowsACode({ limits: { logInPerSource: tight(3) } });
    await goOn(site, await halted(site.logIn()));
    for (let round = 0; round < 3; round += 1) await halted(site.logIn());
    expect(await refusedWith(site.logIn())).toBe('throttled');
  });

  test('lets five codes be tried, whoever tries them at once, and then none', async () => {
    const site = await siteWhereAnaShowsACode();
    const flow = await halted(site.logIn());
    const tried = { flow, stage: TEST_STAGE, visitor: site.visitor() };
    const tries = await Promise.allSettled(
      Array.from({ length: 16 }, () => site.useCases.login.tryStage(tried)),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(await refusedWith(site.useCases.login.tryStage(tried))).toBe('flow-ended');
  });

  test('has its tries counted for the user, whatever log-in they belong to, until one is right', async () => {
    const site = await siteWhereAnaShowsACode({ limits: { passwordPerUser: tight(3) } });
    const tryOnce = async (flow: string) =>
      await site.useCases.login.tryStage({ flow, stage: TEST_STAGE, visitor: site.visitor() });
    for (let round = 0; round < 2; round += 1) await tryOnce(await halted(site.logIn()));
    const flow = await halted(site.logIn());
    expect((await tryOnce(flow)).user.username).toBe('ana');
    const next = await halted(site.logIn());
    expect(await refusedWith(tryOnce(next))).toBe('throttled');
    await goOn(site, next);
    await tryOnce(await halted(site.logIn()));
  });

  test('is tried at its own stage alone', async () => {
    const site = await siteWhereAnaShowsACode();
    const flow = await halted(site.logIn());
    const tried = site.useCases.login.tryStage({ flow, stage: 'change-password', visitor: site.visitor() });
    expect(await refusedWith(tried)).toBe('not-authenticated');
  });

  test.each([
    ['revoked', (site: AccountsForTest, userId: number) => site.stores.users.revokeAll(userId)],
    [
      'shut',
      (site: AccountsForTest, userId: number) => site.stores.users.update(userId, { isActive: false }),
    ],
  ])('is tried no more, and no try is counted, once its user is %s', async (_, end) => {
    const site = await siteWhereAnaShowsACode({ limits: { passwordPerUser: tight(1) } });
    const flow = await halted(site.logIn());
    await end(site, await idOf(site));
    const tried = { flow, stage: TEST_STAGE, visitor: site.visitor() };
    for (let round = 0; round < 3; round += 1)
      expect(await refusedWith(site.useCases.login.tryStage(tried))).toBe('flow-ended');
  });

  test('stays counted at its source where it is refused in the end', async () => {
    const site = await siteWhereAnaShowsACode({ limits: { logInPerSource: tight(2) } });
    const flow = await halted(site.logIn());
    await site.stores.users.revokeAll(await idOf(site));
    expect(await refusedWith(goOn(site, flow))).toBe('invalid-credentials');
    await halted(site.logIn());
    expect(await refusedWith(site.logIn())).toBe('throttled');
  });

  test('keeps neither the password nor the handle, and is swept once it is over', async () => {
    const site = await siteWhereAnaShowsACode();
    const flow = await halted(site.useCases.jwt.obtainPair({ ...asked(site), mostCharacters: 4_000 }));
    const kept = await site.stores.flows.find(flowKeyHash(flow), site.clock.now());
    expect(kept?.asked).toEqual({ kind: 'token-pair', mostCharacters: 4_000 });
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`${PASSWORD}|${flow}`));
    site.clock.advance(minutes(10));
    await site.useCases.maintenance.clearExpired();
    expect(await site.stores.flows.removeExpired(site.clock.now(), 10)).toBe(0);
  });
});

describe('of several stages', () => {
  test('what proves more of who it is comes first, then what changes the account', async () => {
    const site = await siteWhereAnaShowsACode();
    await site.useCases.password.setFor({
      by: 'operator',
      userId: await idOf(site),
      password: PASSWORD,
      mustChange: true,
    });
    const done = await goOn(site, await halted(site.logIn()));
    if (done.kind !== 'session') throw new Error('No session was asked for.');
    expect(done.issued.session.pendingStage).toBe('change-password');
    const forTokens = await halted(site.useCases.jwt.obtainPair(asked(site)));
    expect(await refusalOf(goOn(site, forTokens))).toEqual({
      code: 'stage-required',
      stage: 'change-password',
    });
  });

  test('one that stands before entry is asked of nobody who is in already', async () => {
    const isAsked = { now: false };
    const [first] = codeStage('ana');
    if (first === undefined) throw new Error('There is no stage.');
    const site = await accountsForTest({ stages: [{ ...first, isDue: () => isAsked.now }] });
    const principal = await site.loggedIn();
    isAsked.now = true;
    const passwords = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    const given = { principal, oldPassword: PASSWORD, ...passwords, visitor: site.visitor() };
    const { sessionKey } = await goesOn(site.useCases.password.change(given));
    expect(await site.useCases.session.findPrincipal({ sessionKey })).not.toBeNull();
    await halted(site.logIn({ password: OTHER_PASSWORD }));
  });

  test('one that is passed leads to the next, in the same session', async () => {
    const site = await accountsForTest({ stages: [...codeStage('nobody'), nameStage] });
    const { id: userId } = await site.activated({ firstName: '' });
    await site.useCases.password.setFor({ by: 'operator', userId, password: PASSWORD, mustChange: true });
    const { sessionKey } = await site.logIn();
    const principal = await site.useCases.session.findHolder({ sessionKey });
    if (principal === null) throw new Error('The session has ended.');
    const changed = await site.useCases.password.change({
      principal,
      oldPassword: PASSWORD,
      newPassword1: OTHER_PASSWORD,
      newPassword2: OTHER_PASSWORD,
      visitor: site.visitor(),
    });
    if (changed.session !== 'goes-on') throw new Error('The session has ended.');
    expect(changed.issued.session.pendingStage).toBe(nameStage.name);
    expect(await site.useCases.session.findPrincipal(changed.issued)).toBeNull();
  });
});
