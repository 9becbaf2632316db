import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hours } from '../../../src/core/kernel/clock.ts';
import { AccountsError } from '../../../src/core/kernel/errors.ts';
import { type AccountsForTest, accountsIn, OTHER_PASSWORD, PASSWORD, refusalOf } from '../../support/core.ts';
import { idOf } from '../../support/id-of.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { codeShown, codeStage, nameStage, TEST_STAGE } from '../../support/stages.ts';

const GUESSED = 'guessing-noticed → ana@mail.example';
const FAILED = 'stage-failed → ana@mail.example';

describe.each(storeKinds)('the owner of a password that somebody else knows, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores, { failureFloorMs: 0, stages: [...codeStage('ana'), nameStage] });
    await site.activated();
    await site.clearMails();
  });
  afterEach(() => stores.close());

  async function guess(times: number): Promise<void> {
    for (let round = 0; round < times; round += 1) await refusalOf(site.logIn({ password: OTHER_PASSWORD }));
  }
  async function begin(changes: Parameters<AccountsForTest['logIn']>[0] = {}): Promise<string> {
    const refusal = await refusalOf(site.logIn(changes));
    if (refusal.code !== 'stage-required' || refusal.flow === undefined) throw new AccountsError(refusal);
    return refusal.flow;
  }
  async function fail(flow: string, deviceKey: string | null = null): Promise<void> {
    const visitor = site.visitor({ deviceKey });
    const { user } = await site.useCases.login.tryStage({ flow, stage: TEST_STAGE, visitor });
    await site.useCases.login.failStage({ user, stage: TEST_STAGE, visitor });
  }
  const goOn = (flow: string) =>
    site.useCases.login.continue({
      flow,
      stage: codeShown.method,
      proved: codeShown,
      sessionKey: null,
      visitor: site.visitor(),
    });
  const credentials = () => ({ identifier: 'ana', password: PASSWORD, visitor: site.visitor() });

  const rightOnes: Readonly<Record<string, () => Promise<unknown>>> = {
    'before anything is opened': () => begin(),
    'before a token': async () => {
      await showsNoCode();
      await refusalOf(site.useCases.jwt.obtainPair(credentials()));
    },
    'before a request with the password in it': () =>
      refusalOf(site.useCases.login.findPasswordPrincipal(credentials())),
  };
  /** Only the stage before use is left to Ana. */
  const showsNoCode = async () => {
    const userId = await idOf(site);
    await stores.users.update(userId, { firstName: '' });
    Object.assign(site.deps, { stages: [nameStage] });
  };

  test.each(Object.entries(rightOnes))(
    'is told of the right one after five wrong ones, where a stage stands %s: once, and not after four',
    async (_, enter) => {
      await guess(4);
      await enter();
      expect(await site.mailed()).toEqual([]);
      await guess(5);
      for (let round = 0; round < 3; round += 1) await enter();
      expect(await site.mailed()).toEqual([GUESSED]);
      expect(await site.mail('guessing-noticed')).toMatchObject({ failures: expect.any(Number) });
    },
  );

  test('is told of a wrong try at the stage after it: once, until a log-in is through', async () => {
    const flow = await begin();
    expect(await site.mailed()).toEqual([]);
    await fail(flow);
    await fail(flow);
    await fail(await begin());
    expect(await site.mailed()).toEqual([FAILED]);
    expect(await site.mail('stage-failed')).toMatchObject({ username: 'ana', resetPath: expect.any(String) });
    await goOn(await begin());
    await fail(await begin());
    expect(await site.mailed()).toEqual([FAILED, FAILED]);
  });

  test('is told of it again on the next day, not before', async () => {
    await fail(await begin());
    site.clock.advance(hours(24) - 1);
    await fail(await begin());
    expect(await site.mailed()).toEqual([FAILED]);
    site.clock.advance(1);
    await fail(await begin());
    expect(await site.mailed()).toEqual([FAILED, FAILED]);
  });

  test('is not told of it where sixteen fail at once but once', async () => {
    const { user } = await site.useCases.login.tryStage({
      flow: await begin(),
      stage: TEST_STAGE,
      visitor: site.visitor(),
    });
    const failing = { user, stage: TEST_STAGE, visitor: site.visitor() };
    await Promise.all(Array.from({ length: 16 }, () => site.useCases.login.failStage(failing)));
    expect(await site.mailed()).toEqual([FAILED]);
    const failed = (await site.audited()).filter((event) => event === 'stage-pass failed');
    expect(failed).toHaveLength(16);
  });

  test('is not told of their own slip, in a browser that they logged in from', async () => {
    const done = await goOn(await begin());
    if (done.kind !== 'session') throw new Error(done.kind);
    const { deviceKey } = done.issued;
    await fail(await begin({ visitor: site.visitor({ deviceKey }) }), deviceKey);
    expect(await site.mailed()).toEqual([]);
  });

  test('is not told of a wrong try in a session, which is theirs and open', async () => {
    const user = await site.user(await idOf(site));
    await site.useCases.login.failStage({ user, stage: nameStage.name, visitor: site.visitor() });
    expect(await site.mailed()).toEqual([]);
    expect(await site.audited()).toContain('stage-pass failed');
  });
});
