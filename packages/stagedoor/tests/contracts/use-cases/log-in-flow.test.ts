import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccountsError } from '../../../src/core/kernel/errors.ts';
import { type AccountsForTest, accountsIn } from '../../support/core.ts';
import { idOf } from '../../support/id-of.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { codeShown, codeStage } from '../../support/stages.ts';

describe.each(storeKinds)('a log-in with a stage before it opens anything, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores, { stages: codeStage('ana') });
    await site.activated();
  });
  afterEach(() => stores.close());

  async function begin(): Promise<string> {
    const refusal = await site.logIn().catch((error: unknown) => error);
    if (!(refusal instanceof AccountsError) || refusal.refusal.code !== 'stage-required') throw refusal;
    return refusal.refusal.flow ?? '';
  }
  const goOn = (flow: string) =>
    site.useCases.login.continue({
      flow,
      stage: codeShown.method,
      proved: codeShown,
      sessionKey: null,
      visitor: site.visitor(),
    });
  const sessions = async () => await stores.sessions.listOfUser(await idOf(site), site.clock.now());

  test('opens one session, of sixteen who go on at once with one handle', async () => {
    const flow = await begin();
    expect(await sessions()).toEqual([]);
    const tries = await Promise.allSettled(Array.from({ length: 16 }, () => goOn(flow)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await sessions()).toHaveLength(1);
  });

  test('is begun and gone on with by many at once, and nobody waits for ever', async () => {
    const flows = await Promise.all(Array.from({ length: 4 }, begin));
    const [first = '', ...others] = flows;
    const done = await Promise.allSettled([goOn(first), ...others.map(goOn), begin(), begin()]);
    expect(done.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await sessions()).toHaveLength(4);
  });

  const ended = { refusal: { code: 'flow-ended' } };

  test.each(['everybody', 'the user'])('is over once an operator ends the sessions of %s', async (word) => {
    const flow = await begin();
    await site.useCases.session.endAll({
      by: 'operator',
      whose: word === 'everybody' ? word : await idOf(site),
    });
    await expect(goOn(flow)).rejects.toMatchObject(ended);
    expect(await sessions()).toEqual([]);
  });

  test.each([false, true])(
    'is over once its owner ends the other sessions, this one too: %j',
    async (includingThis) => {
      const first = await goOn(await begin());
      if (first.kind !== 'session') throw new Error(first.kind);
      const principal = await site.principalOf(first.issued);
      const flow = await begin();
      await site.useCases.session.endOthers({ principal, includingThis, visitor: site.visitor() });
      await expect(goOn(flow)).rejects.toMatchObject(ended);
      expect(await sessions()).toHaveLength(includingThis ? 0 : 1);
    },
  );

  test('goes on when somebody else ends their sessions', async () => {
    await site.activated({ username: 'ben', email: 'ben@mail.example' });
    const principal = await site.principalOf(await site.logIn({ identifier: 'ben' }));
    const flow = await begin();
    await site.useCases.session.endOthers({ principal, includingThis: true, visitor: site.visitor() });
    await goOn(flow);
    expect(await sessions()).toHaveLength(1);
  });

  test('is over for everybody once the user is revoked', async () => {
    const flow = await begin();
    await stores.users.revokeAll(await idOf(site));
    await expect(goOn(flow)).rejects.toMatchObject({ refusal: { code: 'invalid-credentials' } });
    expect(await sessions()).toEqual([]);
  });
});
