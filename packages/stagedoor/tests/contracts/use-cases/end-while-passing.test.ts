import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccountsError } from '../../../src/core/kernel/errors.ts';
import type { SessionHolder } from '../../../src/core/session/session.ts';
import type { Stage } from '../../../src/core/session/stage.ts';
import { type AccountsForTest, accountsIn, atOnce, refusalOf } from '../../support/core.ts';
import { idOf } from '../../support/id-of.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { codeShown, codeStage } from '../../support/stages.ts';

const SECOND = 'test.second';
/** Long enough for what was begun to come to its first lock. */
const MEANWHILE_MS = 200;

type End = (site: AccountsForTest, owner: SessionHolder) => Promise<unknown>;
const ends: Readonly<Record<string, End>> = {
  'of everybody, by an operator': (site) =>
    site.useCases.session.endAll({ whose: 'everybody', by: 'operator' }),
  'of the user, by an operator': (site, { user }) =>
    site.useCases.session.endAll({ whose: user.id, by: 'operator' }),
  'of their own, by the owner': (site, principal) =>
    site.useCases.session.endOthers({ principal, includingThis: false, visitor: site.visitor() }),
};

describe.each(storeKinds)('on %s, while a stage is passed', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  /** Whether the second stage is due; a test may have it take its time. */
  let isSecondDue: () => boolean | Promise<boolean>;
  beforeEach(async () => {
    stores = await openStores(kind);
    isSecondDue = () => false;
    const second: Stage = { name: SECOND, before: 'entry', isDue: () => isSecondDue() };
    site = accountsIn(stores, { stages: [...codeStage('ana'), second] });
    await site.activated();
  });
  afterEach(() => stores.close());

  async function begin(): Promise<string> {
    const refusal = await refusalOf(site.logIn());
    if (refusal.code !== 'stage-required') throw new AccountsError(refusal);
    return refusal.flow ?? '';
  }
  const goOn = (flow: string) =>
    site.useCases.login.continue({
      flow,
      stage: codeShown.method,
      proved: codeShown,
      sessionKey: null,
      visitor: site.visitor(),
    });
  async function loggedIn(): Promise<SessionHolder> {
    const done = await goOn(await begin());
    if (done.kind !== 'session') throw new Error(done.kind);
    return await site.principalOf(done.issued);
  }

  /** Passes the first stage; while the second says whether it is due, `end` is begun. Answers what is left to go on by. */
  async function endWhilePassing(end: () => Promise<unknown>, secondIsDue: boolean): Promise<string> {
    const flow = await begin();
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    isSecondDue = async () => {
      asked.resolve();
      await answered.promise;
      return secondIsDue;
    };
    const passing = goOn(flow).catch((error: unknown) => error);
    await asked.promise;
    const ending = end();
    await sleep(MEANWHILE_MS);
    answered.resolve();
    const [passed] = await Promise.all([passing, ending]);
    isSecondDue = () => false;
    return passed instanceof AccountsError && passed.refusal.code === 'stage-required'
      ? (passed.refusal.flow ?? '')
      : '';
  }

  test.each(Object.entries(ends))(
    'to end the sessions %s ends the log-in at its next stage',
    async (_, end) => {
      const owner = await loggedIn();
      const next = await endWhilePassing(() => end(site, owner), true);
      expect(next).not.toBe('');
      await expect(goOn(next)).rejects.toMatchObject({ refusal: { code: 'flow-ended' } });
    },
  );

  test.each(Object.entries(ends))('to end the sessions %s ends what the last one opens', async (_, end) => {
    const owner = await loggedIn();
    expect(await endWhilePassing(() => end(site, owner), false)).toBe('');
    const left = await stores.sessions.listOfUser(await idOf(site), site.clock.now());
    expect(left.filter(({ id }) => id !== owner.session?.id)).toEqual([]);
  });

  test('to end all sessions, by many at once, keeps nobody waiting for ever', async () => {
    const flows = await Promise.all(Array.from({ length: 4 }, begin));
    const owner = await loggedIn();
    const all = [...Object.values(ends), ...flows.map((flow) => () => goOn(flow)), begin];
    const { done, refused } = await atOnce(all.length * 2, async (index) => {
      const work = all[index % all.length];
      return await work?.(site, owner);
    });
    expect(done).toBeGreaterThanOrEqual(Object.keys(ends).length);
    expect(refused.filter((code) => code !== 'flow-ended' && code !== 'invalid-credentials')).toEqual([]);
  });
});
