import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hours, minutes } from '../../../src/core/kernel/clock.ts';
import { beginTotp } from '../../../src/core/second-factor/begin-totp.ts';
import { removeTotp } from '../../../src/core/second-factor/remove-totp.ts';
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
    expect((await factor().list({ userId: ana.user.id })).recoveryCodes).toEqual({ made: 0, left: 0 });
    expect(count(await site.audited(), 'second-factor-remove ok')).toBe(1);
  });

  test('that were only begun are taken away without a word: there was none', async () => {
    const { id } = await factor().beginTotp({ principal: ana });
    await site.clearMails();
    await factor().removeTotp({ principal: ana, id, visitor: site.visitor() });
    await factor().beginTotp({ principal: ana });
    expect(await factor().removeAllByOperator({ userId: ana.user.id })).toBe(0);
    expect(await site.mailed()).toEqual([]);
    expect(await site.audited()).not.toContain('second-factor-remove ok');
  });

  test('are changed after a recent proof alone, in a browser, of a session that still is', async () => {
    const { id, secret } = await factor().beginTotp({ principal: ana });
    site.clock.advance(minutes(30));
    expect(await refusedWith(factor().beginTotp({ principal: ana }))).toBe('reauthentication-required');
    const fresh = await site.principalOf(await site.logIn());
    const token = { ...fresh, session: { ...fresh.session, kind: 'personal-token' as const } };
    expect(await refusedWith(factor().beginTotp({ principal: token }))).toBe('permission-denied');
    expect(await refusedWith(factor().reauthenticate(given(token, '000000')))).toBe('permission-denied');
    const begun = await factor().beginTotp({ principal: fresh });
    await stores.users.revokeAll(ana.user.id);
    const visitor = site.visitor();
    const late = [
      () => factor().beginTotp({ principal: fresh }),
      () => factor().confirmTotp({ ...given(fresh, shown(begun.secret)), id: begun.id, name: '' }),
      () => factor().removeTotp({ principal: fresh, id: begun.id, visitor }),
    ];
    for (const act of late) expect(await refusedWith(act())).toBe('not-authenticated');
    expect([id, secret]).not.toContain(begun.id);
  });

  test('are not changed by who had none when they asked, once one was confirmed meanwhile', async () => {
    const other = await site.principalOf(await site.logIn());
    const { id } = await setUp();
    // As if it was asked before the app was there, and comes to the transaction after.
    const blind = {
      ...site.deps,
      totpDevices: { ...site.deps.totpDevices, hasConfirmed: async () => false },
    };
    const visitor = site.visitor();
    expect(await refusedWith(beginTotp(blind, { principal: other }))).toBe('reauthentication-required');
    expect(await refusedWith(removeTotp(blind, { principal: other, id, visitor }))).toBe(
      'reauthentication-required',
    );
  });

  test('are five apps at most, with names of a line, of which no list has a key', async () => {
    let { principal } = await setUp();
    for (const name of ['Tablet', 'Work', 'Old', 'Safe']) {
      const { id, secret } = await factor().beginTotp({ principal });
      const confirm = { ...given(principal, shown(secret)), id };
      for (const wrong of ['x'.repeat(101), 'a\0b'])
        expect(await refusedWith(factor().confirmTotp({ ...confirm, name: wrong }))).toMatch(/^name: /);
      principal = await site.principalOf((await factor().confirmTotp({ ...confirm, name })).issued);
    }
    expect(await refusedWith(factor().beginTotp({ principal }))).toBe('non_field_errors: too_many_factors');
    const listed = await factor().list({ userId: ana.user.id });
    for (const device of listed.totpDevices)
      expect(Object.keys(device).sort()).toEqual([
        'confirmedAt',
        'createdAt',
        'id',
        'lastUsedAt',
        'name',
        'userId',
      ]);
    const [first] = listed.totpDevices;
    await factor().removeTotp({ principal, id: first?.id ?? 0, visitor: site.visitor() });
    expect((await factor().list({ userId: ana.user.id })).recoveryCodes).toEqual({ made: 10, left: 10 });
  });

  test('keep their old codes beside a second app, and leave what was done in the log and by mail', async () => {
    const { codes, principal } = await setUp();
    const [first = '', second = ''] = codes;
    expect(first).toMatch(/^[2-9A-HJKMNP-TW-Z]{4}(-[2-9A-HJKMNP-TW-Z]{4}){2}$/);
    const begun = await factor().beginTotp({ principal });
    const confirm = { ...given(principal, shown(begun.secret)), id: begun.id, name: '' };
    const confirmed = await site.principalOf((await factor().confirmTotp(confirm)).issued);
    expect(await prove(first)).toBe('recovery-code');
    expect(await refusedWith(factor().reauthenticate(given(confirmed, '000000')))).toBe('code: code_wrong');
    const again = await site.principalOf(await factor().reauthenticate(given(confirmed, second)));
    await factor().makeRecoveryCodes({ principal: again, visitor: site.visitor() });
    expect(await site.mail('second-factor-changed')).toMatchObject({ what: 'recovery-codes-made' });
    expect(await prove(codes[2] ?? '')).toBeNull();
    await factor().removeTotp({ principal: again, id: begun.id, visitor: site.visitor() });
    const audited = await site.audited();
    for (const event of [
      'recovery-code-use ok',
      'reauthenticate failed',
      'reauthenticate ok',
      'recovery-codes-make ok',
      'second-factor-remove ok',
    ])
      expect(audited).toContain(event);
    const exported = await site.useCases.user.exportData({ principal: again, visitor: site.visitor() });
    expect(exported).toMatchObject({ recovery_codes_left: 10 });
  });

  test('count tries anew after a right code in a session', async () => {
    const tight = { attempts: 3, windowMs: minutes(60), blockMs: minutes(60), maxBlockMs: minutes(60) };
    site = accountsIn(stores, { limits: { passwordPerUser: tight } });
    ana = await site.loggedIn();
    const { secret, principal } = await setUp();
    const guess = (by: SessionHolder) => refusedWith(factor().reauthenticate(given(by, '000000')));
    expect([await guess(principal), await guess(principal)]).not.toContain('throttled');
    const again = await site.principalOf(await factor().reauthenticate(given(principal, shown(secret))));
    expect([await guess(again), await guess(again), await guess(again)]).not.toContain('throttled');
  });
});

function count(all: readonly string[], one: string): number {
  return all.filter((name) => name === one).length;
}
