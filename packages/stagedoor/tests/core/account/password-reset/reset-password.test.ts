import { describe, expect, test } from 'vitest';
import { hours, minutes } from '../../../../src/core/kernel/clock.ts';
import { encodeUserId } from '../../../../src/core/link/link-paths.ts';
import { makeUnusablePassword } from '../../../../src/core/password/password-hasher.ts';
import {
  type AccountsForTest,
  accountsForTest,
  atOnce,
  keyIn,
  OTHER_PASSWORD,
  PASSWORD,
  refusedWith,
  resetIn,
  tight,
} from '../../../support/core.ts';
import { idOf } from '../../../support/id-of.ts';

const ask = (site: AccountsForTest, email: string) =>
  site.useCases.password.requestReset({ email, visitor: site.visitor() });

async function mailedReset(site: AccountsForTest, email = 'ana@mail.example') {
  await ask(site, email);
  return resetIn((await site.mail('password-reset', email)).path);
}

const reset = (site: AccountsForTest, link: { uid: string; token: string }, password = OTHER_PASSWORD) =>
  site.useCases.password.reset({
    ...link,
    newPassword1: password,
    newPassword2: password,
    visitor: site.visitor(),
  });

describe('asking for a reset', () => {
  test('is answered alike, with the same work, whoever has the address', async () => {
    const site = await accountsForTest();
    await site.activated();
    await site.signedUp({ email: 'waiting@mail.example', username: 'waiting' });
    const inactive = await site.activated({ email: 'gone@mail.example', username: 'gone' });
    await site.deactivate(inactive.id);
    const unusable = await site.activated({ email: 'social@mail.example', username: 'social' });
    await site.stores.users.update(unusable.id, { passwordHash: makeUnusablePassword() });
    await site.clearMails();
    const unknown = await site.workOf(() => ask(site, 'nobody@mail.example'));
    for (const name of ['ana', 'waiting', 'gone', 'social']) {
      expect(await site.workOf(() => ask(site, `${name}@mail.example`))).toEqual(unknown);
    }
    const rows = (await site.events()).slice(-5).map(({ id: _, ...row }) => row);
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(1);
    expect(await site.mailed()).toEqual([
      'password-reset → ana@mail.example',
      'password-reset → waiting@mail.example',
    ]);
  });

  test.each(['ANA@Mail.Example', ' ana@mail.example '])(
    'mails to the stored address for %j',
    async (typed) => {
      const site = await accountsForTest();
      await site.activated({ email: 'Ana@mail.example' });
      await site.clearMails();
      await ask(site, typed);
      expect(await site.mailed()).toEqual(['password-reset → Ana@mail.example']);
    },
  );

  test('mails nothing for an address that only looks alike', async () => {
    const site = await accountsForTest();
    await site.activated({ email: 'mike@mail.example' });
    await site.clearMails();
    for (const lookAlike of ['mıke@mail.example', 'mi\u212ae@mail.example', 'mike@maıl.example']) {
      await ask(site, lookAlike).catch(() => null);
    }
    expect(await site.mails()).toEqual([]);
  });

  test('mails nothing to an address that is no longer, or not yet, the primary one', async () => {
    const site = await accountsForTest();
    const principal = await site.loggedIn();
    const visitor = site.visitor();
    await site.useCases.email.requestChange({ principal, email: 'new@mail.example', visitor });
    await site.clearMails();
    await ask(site, 'new@mail.example');
    expect(await site.mails()).toEqual([]);
    await site.useCases.email.requestChange({ principal, email: 'new@mail.example', visitor });
    const key = keyIn((await site.mail('email-change-confirm')).path);
    await site.useCases.email.confirmChange({ principal, key, visitor });
    await site.clearMails();
    await ask(site, 'ana@mail.example');
    expect(await site.mails()).toEqual([]);
  });

  test('goes out in the owner’s language, with where the request came from', async () => {
    const site = await accountsForTest();
    await site.activated({ visitor: site.visitor({ language: 'es' }) });
    await ask(site, 'ana@mail.example');
    const mail = (await site.mails()).at(-1);
    expect(mail?.language).toBe('es');
    expect(await site.mail('password-reset')).toMatchObject({
      requestDetails: { ipAddress: '203.0.113.7', userAgent: 'Firefox on a Tuesday' },
      expiresInMinutes: 60,
    });
    expect((await site.audited()).slice(-2)).toEqual(['password-reset-request ok', 'password-reset-sent ok']);
  });

  test('is capped for an address without showing it, and for a source with the time to wait', async () => {
    const site = await accountsForTest({ limits: { resetPerAddress: tight(3), mailPerSource: tight(6) } });
    await site.signedUp();
    for (let round = 0; round < 6; round += 1) await ask(site, 'ANA@mail.example');
    expect(await site.mails()).toHaveLength(1 + 3);
    expect(await refusedWith(ask(site, 'ana@mail.example'))).toBe('throttled');
  });

  test.each([
    '',
    'nobody',
    'a@b@c',
    '"a@evil x"@mail.example',
    'a@mail.example,b@mail.example',
    'a@[127.0.0.1]',
  ])('refuses what is no address: %j', async (email) => {
    const site = await accountsForTest();
    expect(await refusedWith(ask(site, email))).toMatch(/^email: /);
  });
});

describe('reset e-mails under limits', () => {
  const limits = { resetPerAddress: { ...tight(2), blockMs: hours(2), maxBlockMs: hours(2) } };
  const links = { passwordResetMs: minutes(30) };
  const mail = 'password-reset → ana@mail.example';

  /** Does a request, and loses the e-mails that it leads to: the mail server takes none. */
  async function askInVain(site: AccountsForTest): Promise<void> {
    await ask(site, 'ana@mail.example');
    const lease = () => site.stores.jobs.lease({ now: site.clock.now(), leaseMs: minutes(1), limit: 1 });
    const [wish] = await lease();
    if (wish?.job.name !== 'mail-password-reset') throw new Error('there is no wish');
    await site.useCases.password.mailReset(wish.job);
    for (const { id, lease: held } of [wish, ...(await lease())]) await site.stores.jobs.finish(id, held);
  }

  test('are held back while a mailed link is good, and not a moment longer', async () => {
    const site = await accountsForTest({ limits, links });
    await site.activated();
    for (let round = 0; round < 2; round += 1) await mailedReset(site);
    await site.clearMails();
    site.clock.advance(minutes(30) - 1);
    await ask(site, 'ana@mail.example');
    expect(await site.mailed()).toEqual([]);
    site.clock.advance(1);
    await ask(site, 'ana@mail.example');
    expect(await site.mailed()).toEqual([mail]);
  });

  test('count nothing where none leaves', async () => {
    const site = await accountsForTest({ limits });
    await site.activated();
    const visitor = site.visitor();
    for (let round = 0; round < 9; round += 1) {
      await site.useCases.activation.send({ principal: null, email: 'ana@mail.example', visitor });
      await ask(site, 'nobody@mail.example');
    }
    await site.clearMails();
    await ask(site, 'ana@mail.example');
    expect(await site.mailed()).toEqual([mail]);
  });

  test('that do not get away hold another one back for ten minutes', async () => {
    const site = await accountsForTest({ limits });
    await site.activated();
    await site.clearMails();
    for (let round = 0; round < 2; round += 1) await askInVain(site);
    site.clock.advance(minutes(10) - 1);
    await ask(site, 'ana@mail.example');
    expect(await site.mailed()).toEqual([]);
    site.clock.advance(1);
    await ask(site, 'ana@mail.example');
    expect(await site.mailed()).toEqual([mail]);
  });

  test('that do not get away end no link that is in the mailbox', async () => {
    const site = await accountsForTest();
    await site.activated();
    const link = await mailedReset(site);
    for (let round = 0; round < 9; round += 1) await askInVain(site);
    await reset(site, link);
  });

  test('are not sent with a link that died while they waited', async () => {
    const site = await accountsForTest({ links });
    await site.activated();
    await site.clearMails();
    await ask(site, 'ana@mail.example');
    const [wish] = await site.stores.jobs.lease({ now: site.clock.now(), leaseMs: minutes(1), limit: 1 });
    if (wish?.job.name !== 'mail-password-reset') throw new Error('there is no wish');
    await site.useCases.password.mailReset(wish.job);
    site.clock.advance(minutes(30));
    await site.stores.jobs.finish(wish.id, wish.lease);
    expect(await site.mailed()).toEqual([]);
  });
});

describe('a reset link', () => {
  test('sets the password, signs nobody in, and tells the owner', async () => {
    const site = await accountsForTest();
    const { id } = await site.activated();
    const link = await mailedReset(site);
    await reset(site, link);
    expect(await site.stores.sessions.listOfUser(id, site.clock.now())).toEqual([]);
    expect((await site.user(id)).lastLogin).toBeNull();
    expect((await site.mailed()).at(-1)).toBe('password-changed → ana@mail.example');
    expect((await site.audited()).at(-1)).toBe('password-reset ok');
    expect(await refusedWith(site.logIn())).toBe('invalid-credentials');
    await site.logIn({ password: OTHER_PASSWORD });
  });

  test('ends every session with its data', async () => {
    const site = await accountsForTest();
    await site.activated();
    const link = await mailedReset(site);
    const grants = [await site.logIn(), await site.logIn()];
    expect(await refusedWith(reset(site, link))).toBe('invalid-link');
    await reset(site, await mailedReset(site));
    for (const issued of grants) expect(await site.useCases.session.findPrincipal(issued)).toBeNull();
  });

  test('of an older address is dead, and verifies none, however the account came to another one', async () => {
    const site = await accountsForTest();
    const { id } = await site.signedUp();
    const link = await mailedReset(site);
    // As an operator with the database's own rights would: nothing was revoked.
    const emailKey = 'other@mail.example';
    const other = { id: 1, userId: id, email: emailKey, emailKey, isVerified: false, isPrimary: false };
    await site.stores.emailAddresses.add(other);
    await site.stores.emailAddresses.makePrimary(id, emailKey);
    expect(await refusedWith(reset(site, link))).toBe('invalid-link');
    const known = await site.stores.emailAddresses.listOfUser(id);
    expect(known.map((address) => address.isVerified)).toEqual([false, false]);
  });

  test('verifies the address it went to', async () => {
    const site = await accountsForTest();
    const { id } = await site.signedUp();
    await reset(site, await mailedReset(site));
    expect((await site.user(id)).isEmailVerified).toBe(true);
    await site.logIn({ password: OTHER_PASSWORD });
  });

  test('works once, of sixteen at once', async () => {
    const site = await accountsForTest();
    await site.activated();
    const link = await mailedReset(site);
    const outcome = await atOnce(16, (index) => reset(site, link, `${OTHER_PASSWORD}${index}`));
    expect(outcome).toEqual({ done: 1, refused: ['invalid-link'] });
    const done = (await site.audited()).filter((event) => event === 'password-reset ok');
    expect(done).toHaveLength(1);
  });

  test('stays good when the new password was refused', async () => {
    const site = await accountsForTest();
    await site.activated();
    const link = await mailedReset(site);
    expect(await refusedWith(reset(site, link, 'short'))).toBe('new_password2: password_too_short');
    const unlike = { ...link, newPassword1: OTHER_PASSWORD, newPassword2: PASSWORD, visitor: site.visitor() };
    expect(await refusedWith(site.useCases.password.reset(unlike))).toBe('new_password2: password_mismatch');
    await reset(site, link);
  });

  test('lives for an hour to the moment', async () => {
    const site = await accountsForTest();
    await site.activated();
    const link = await mailedReset(site);
    site.clock.advance(hours(1) - 1);
    expect(await site.useCases.password.findResetLink(link)).not.toBeNull();
    site.clock.advance(1);
    expect(await site.useCases.password.findResetLink(link)).toBeNull();
    expect(await refusedWith(reset(site, link))).toBe('invalid-link');
  });

  const deaths: Record<string, (site: AccountsForTest) => Promise<unknown>> = {
    'five newer ones that left': async (site) => {
      for (let round = 0; round < 5; round += 1) {
        site.clock.advance(1_000);
        await mailedReset(site);
      }
    },
    'a log-in': (site) => site.logIn(),
    'a change of password': async (site) =>
      site.useCases.password.setFor({ by: 'operator', userId: await idOf(site), password: PASSWORD }),
    'a change of address': async (site) => {
      const { id } = await site.user((await site.useCases.user.find({ identifier: 'ana' }))?.id ?? 0);
      await site.stores.users.revokeAll(id);
    },
    'the account being closed': async (site) => {
      const user = await site.useCases.user.find({ identifier: 'ana' });
      await site.stores.users.update(user?.id ?? 0, { isActive: false });
    },
    'the account being deleted': async (site) => {
      const user = await site.useCases.user.find({ identifier: 'ana' });
      await site.stores.users.delete(user?.id ?? 0);
    },
  };

  test.each(Object.keys(deaths))('is dead after %s', async (name) => {
    const site = await accountsForTest();
    await site.activated();
    const link = await mailedReset(site);
    expect(await site.useCases.password.findResetLink(link)).not.toBeNull();
    await deaths[name]?.(site);
    expect(await site.useCases.password.findResetLink(link)).toBeNull();
    expect(await refusedWith(reset(site, link))).toBe('invalid-link');
  });

  test('is for the user in it and nobody else', async () => {
    const site = await accountsForTest();
    await site.activated();
    const ben = await site.activated({ email: 'ben@mail.example', username: 'ben' });
    const { token } = await mailedReset(site);
    site.hashed.length = 0;
    expect(await refusedWith(reset(site, { uid: encodeUserId(ben.id), token }))).toBe('invalid-link');
    for (const uid of ['', 'MQ', '../..', '\0', 'x'.repeat(100)]) {
      expect(await refusedWith(reset(site, { uid, token }))).toBe('invalid-link');
    }
    expect(site.hashed).toEqual([]);
    await site.logIn({ identifier: 'ben' });
  });

  test('that is dead is refused at the floor, without hashing, on the record', async () => {
    const site = await accountsForTest();
    const cameAt = site.clock.now();
    const work = await site.workOf(() => reset(site, { uid: 'MQ', token: 'guess' }));
    expect(work.hashed).toEqual([]);
    expect(site.waitedFor.map((moment) => moment.getTime() - cameAt.getTime())).toEqual([500]);
    expect(await site.audited()).toEqual(['password-reset failed']);
  });

  test('cannot be guessed at leisure', async () => {
    const site = await accountsForTest({ limits: { linkPerSource: tight(2) } });
    const guess = () => refusedWith(reset(site, { uid: 'MQ', token: 'guess' }));
    expect([await guess(), await guess(), await guess()]).toEqual([
      'invalid-link',
      'invalid-link',
      'throttled',
    ]);
  });

  test('opens no other interface', async () => {
    const site = await accountsForTest();
    await site.signedUp();
    const { token: key } = await mailedReset(site);
    const activation = site.useCases.activation.confirm({ principal: null, key, visitor: site.visitor() });
    expect(await refusedWith(activation)).toBe('invalid-link');
    for (const purpose of ['activation', 'email-change', 'email-change-undo'] as const) {
      expect(await site.useCases.link.find({ purpose, key })).toBeNull();
    }
  });

  test('is a different secret each time', async () => {
    const site = await accountsForTest();
    await site.activated();
    const tokens = new Set<string>();
    for (let round = 0; round < 20; round += 1) tokens.add((await mailedReset(site)).token);
    expect(tokens.size).toBe(20);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9]{43}$/);
  });
});

describe('the e-mail of a reset', () => {
  test('leads to a path of the site, never to a host the visitor named', async () => {
    const site = await accountsForTest();
    const { id } = await site.activated();
    await ask(site, 'ana@mail.example');
    const { path } = await site.mail('password-reset');
    expect(path.startsWith(`/accounts/reset/${encodeUserId(id)}/`)).toBe(true);
    expect(keyIn(path)).toMatch(/^[A-Za-z0-9]{43}$/);
  });
});
