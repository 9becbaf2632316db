import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hours, minutes } from '../../../src/core/kernel/clock.ts';
import type { SessionHolder } from '../../../src/core/session/session.ts';
import { codeOf } from '../../support/authenticator.ts';
import { type AccountsForTest, accountsIn, PASSWORD, refusalOf, refusedWith } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';

describe.each(storeKinds)('second factors on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  let ana: SessionHolder;
  beforeEach(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores);
    ana = await site.loggedIn();
  });
  afterEach(() => stores.close());

  const factor = () => site.useCases.secondFactor;
  const shown = (secret: string, steps = 0) => codeOf(secret, site.clock.now(), steps);
  const given = (principal: SessionHolder, code: string) => ({ principal, code, visitor: site.visitor() });

  /** Ana with an app, the recovery codes of its set-up, and the session that set it up. */
  async function setUp() {
    const { id, secret } = await factor().beginTotp({ principal: ana });
    const confirmed = await factor().confirmTotp({ ...given(ana, shown(secret)), id, name: 'Phone' });
    const principal = await site.principalOf(confirmed.issued);
    site.clock.advance(minutes(1));
    return { id, secret, codes: confirmed.recoveryCodes ?? [], principal };
  }
  const flowOf = async (work: Promise<unknown>) => {
    const refusal = await refusalOf(work);
    return refusal.code === 'stage-required' && refusal.stage === 'second-factor' ? (refusal.flow ?? '') : '';
  };
  const prove = async (code: string) =>
    await factor().prove({ user: ana.user, code, visitor: site.visitor() });

  test('are asked for by nobody until the first code, which opens nothing afterwards', async () => {
    const { id, secret, uri } = await factor().beginTotp({ principal: ana });
    expect(uri).toContain(`secret=${secret}`);
    await site.logIn();
    expect(await refusedWith(factor().confirmTotp({ ...given(ana, '000000'), id, name: '' }))).toBe(
      'code: code_wrong',
    );
    await site.logIn();
    const code = shown(secret);
    const { issued, recoveryCodes } = await factor().confirmTotp({ ...given(ana, code), id, name: '' });
    expect(recoveryCodes).toHaveLength(10);
    expect(await flowOf(site.logIn())).not.toBe('');
    expect(await prove(code)).toBeNull();
    expect((await site.principalOf(issued)).authentication.level).toBe('aal2');
    expect(await site.audited()).toContain('second-factor-add ok');
    expect(await site.mail('second-factor-changed')).toMatchObject({ what: 'totp-added' });
  });

  test('are set up by the session that began, whose key nobody else who has the password is shown', async () => {
    const thief = await site.principalOf(await site.logIn());
    const { id, secret } = await factor().beginTotp({ principal: ana });
    expect(await factor().findTotpSetUp({ principal: thief })).toBeNull();
    const confirm = { ...given(thief, shown(secret)), id, name: '' };
    expect(await refusedWith(factor().confirmTotp(confirm))).toBe('not-found');
    expect((await factor().findTotpSetUp({ principal: ana }))?.secret).toBe(secret);
    site.clock.advance(hours(1));
    const late = await site.principalOf(
      await site.useCases.login.reauthenticate({
        principal: ana,
        password: PASSWORD,
        visitor: site.visitor(),
      }),
    );
    expect(await factor().findTotpSetUp({ principal: late })).toBeNull();
  });

  test('go on with a log-in that says by what they were proved', async () => {
    const { secret } = await setUp();
    const flow = await flowOf(site.logIn());
    expect(await prove(shown(secret))).toBe('totp');
    const done = await site.useCases.login.continue({
      flow,
      stage: 'second-factor',
      proved: { method: 'totp', factors: ['possession'] },
      sessionKey: null,
      visitor: site.visitor(),
    });
    if (done.kind !== 'session') throw new Error('It was no session.');
    const { authentication } = await site.principalOf(done.issued);
    expect(authentication.methods.map(({ method }) => method)).toEqual(['password', 'totp']);
    expect(authentication.level).toBe('aal2');
  });

  test('take one of sixteen who show one code at once, and each recovery code once', async () => {
    const { secret, codes } = await setUp();
    const right = async (code: string) =>
      (await Promise.all(Array.from({ length: 16 }, () => prove(code)))).filter((method) => method !== null);
    expect(await right(shown(secret))).toEqual(['totp']);
    const [first = '', second = ''] = codes;
    expect(await right(first)).toEqual(['recovery-code']);
    expect(await right(second.toLowerCase().replaceAll('-', ' '))).toEqual(['recovery-code']);
    expect((await factor().list({ userId: ana.user.id })).recoveryCodes).toEqual({ made: 10, left: 8 });
    expect(await site.mail('second-factor-changed')).toMatchObject({ what: 'recovery-code-used' });
  });

  test('take no code of somebody else, none that is no code, and no earlier step than the last', async () => {
    const { secret, codes } = await setUp();
    const ben = await site.activated({ username: 'ben', email: 'ben@mail.example' });
    const asBen = (code: string) => factor().prove({ user: ben, code, visitor: site.visitor() });
    expect(await asBen(shown(secret))).toBeNull();
    expect(await asBen(codes[0] ?? '')).toBeNull();
    for (const code of ['', ' ', 'x'.repeat(65), '\0', '😀', '000 000', `${codes[0]}0`])
      expect(await prove(code)).toBeNull();
    expect(await prove(shown(secret, 1))).toBe('totp');
    expect(await prove(shown(secret))).toBeNull();
  });

  test('are changed by nobody who has the password alone, however fresh', async () => {
    const other = await site.principalOf(await site.logIn());
    const { id, secret } = await setUp();
    const visitor = site.visitor();
    const refused = async (principal: SessionHolder) => [
      await refusedWith(factor().beginTotp({ principal })),
      await refusedWith(factor().findTotpSetUp({ principal })),
      await refusedWith(factor().confirmTotp({ ...given(principal, shown(secret)), id, name: '' })),
      await refusedWith(factor().removeTotp({ principal, id, visitor })),
      await refusedWith(factor().makeRecoveryCodes({ principal, visitor })),
    ];
    const never = Array(5).fill('reauthentication-required');
    expect(await refused(other)).toEqual(never);
    const fresh = await site.useCases.login.reauthenticate({ principal: other, password: PASSWORD, visitor });
    expect(await refused(await site.principalOf(fresh))).toEqual(never);
    const proved = await site.principalOf(
      await factor().reauthenticate(given(await site.principalOf(fresh), shown(secret))),
    );
    await factor().makeRecoveryCodes({ principal: proved, visitor });
    site.clock.advance(minutes(30));
    expect(await refused(proved)).toEqual(never);
  });

  test('are guessed at as often as a password, at log-ins and in sessions together', async () => {
    const tight = { attempts: 3, windowMs: minutes(60), blockMs: minutes(60), maxBlockMs: minutes(60) };
    site = accountsIn(stores, { limits: { passwordPerUser: tight } });
    ana = await site.loggedIn();
    const { secret, principal } = await setUp();
    const guess = () => refusedWith(factor().reauthenticate(given(principal, '000000')));
    const said = [await guess(), await guess(), await guess(), await guess()];
    expect(said).toEqual([...Array(3).fill('code: code_wrong'), 'throttled']);
    expect(await refusedWith(factor().reauthenticate(given(principal, shown(secret))))).toBe('throttled');
    const flow = await flowOf(site.logIn());
    const tried = site.useCases.login.tryStage({ flow, stage: 'second-factor', visitor: site.visitor() });
    expect(await refusedWith(tried)).toBe('throttled');
  });

  test('begin a new app beside the old one, which goes on until the new one is confirmed', async () => {
    const { secret, principal } = await setUp();
    const begun = await factor().beginTotp({ principal });
    expect(await prove(shown(secret))).toBe('totp');
    expect(await prove(shown(begun.secret))).toBeNull();
    const again = await factor().beginTotp({ principal });
    expect((await factor().findTotpSetUp({ principal }))?.id).toBe(again.id);
    expect(
      await refusedWith(
        factor().confirmTotp({ ...given(principal, shown(begun.secret)), id: begun.id, name: '' }),
      ),
    ).toBe('not-found');
    const { recoveryCodes } = await factor().confirmTotp({
      ...given(principal, shown(again.secret)),
      id: again.id,
      name: '',
    });
    expect(recoveryCodes).toBeNull();
    expect((await factor().list({ userId: ana.user.id })).totpDevices).toHaveLength(2);
  });

  test('go with the last app, and the recovery codes with them', async () => {
    const { id, principal, codes } = await setUp();
    await factor().removeTotp({ principal, id, visitor: site.visitor() });
    await site.logIn();
    expect(await prove(codes[0] ?? '')).toBeNull();
    expect((await factor().list({ userId: ana.user.id })).recoveryCodes).toEqual({ made: 0, left: 0 });
    expect(await refusedWith(factor().makeRecoveryCodes({ principal, visitor: site.visitor() }))).toBe(
      'not-found',
    );
    expect(await site.mail('second-factor-changed')).toMatchObject({ what: 'totp-removed' });
  });

  test('are taken from somebody by the operator, who tells them', async () => {
    await setUp();
    expect(await factor().removeAllByOperator({ userId: ana.user.id })).toBe(1);
    await site.logIn();
    expect(await factor().removeAllByOperator({ userId: ana.user.id })).toBe(0);
    expect(await site.mail('second-factor-changed')).toMatchObject({ what: 'removed-by-operator' });
  });
});
