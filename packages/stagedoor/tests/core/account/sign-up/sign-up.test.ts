import { describe, expect, test } from 'vitest';
import { minutes } from '../../../../src/core/kernel/clock.ts';
import { AccountsError } from '../../../../src/core/kernel/errors.ts';
import {
  accountsForTest,
  atOnce,
  keyIn,
  OTHER_PASSWORD,
  PASSWORD,
  refusalOf,
  refusedWith,
  resetIn,
  type SettingsForTest,
  tight,
} from '../../../support/core.ts';

describe('signing up', () => {
  test('opens an account that waits for its activation, and signs nobody in', async () => {
    const site = await accountsForTest();
    expect(await site.useCases.user.signUp(site.signUpForm())).toEqual({ outcome: 'activation-pending' });
    const user = await site.useCases.user.find({ identifier: 'ana' });
    expect(user).toMatchObject({
      username: 'ana',
      email: 'ana@mail.example',
      isEmailVerified: false,
      firstName: 'Ana',
      lastName: 'Prado',
      isActive: true,
      isStaff: false,
      isSuperuser: false,
      lastLogin: null,
    });
    expect(await site.mailed()).toEqual(['activation → ana@mail.example']);
    expect(await site.audited()).toEqual(['sign-up ok']);
    expect(await refusedWith(site.logIn())).toBe('invalid-credentials');
  });

  test('keeps the address and the name as typed, trimmed, with the domain in lower case', async () => {
    const site = await accountsForTest();
    const typed = { email: '  Ana.Prado@Mail.Example ', username: ' AnaPrado ', firstName: ' Ana María ' };
    const user = await site.signedUp({ ...typed, lastName: '' });
    expect(user).toMatchObject({
      email: 'Ana.Prado@mail.example',
      username: 'AnaPrado',
      firstName: 'Ana María',
    });
  });

  test('stores no password, only its hash', async () => {
    const site = await accountsForTest();
    const user = await site.signedUp();
    expect(user.passwordHash).toMatch(/^argon2\$argon2id\$/);
    expect(user.passwordHash).not.toContain(PASSWORD);
  });

  test('is closed where the site says so', async () => {
    const site = await accountsForTest({ signUpOpen: false });
    expect(await refusedWith(site.useCases.user.signUp(site.signUpForm()))).toBe('signup-closed');
    expect(await site.events()).toEqual([]);
  });

  test('is closed to those who are signed in, and open again once they signed out', async () => {
    const site = await accountsForTest();
    await site.activated();
    const { sessionKey } = await site.logIn();
    const ben = site.signUpForm({ email: 'ben@mail.example', username: 'ben', sessionKey });
    expect(await refusedWith(site.useCases.user.signUp(ben))).toBe('already-authenticated');
    await site.useCases.login.logOut({ sessionKeys: [sessionKey], visitor: site.visitor() });
    expect(await site.useCases.user.signUp(ben)).toEqual({ outcome: 'activation-pending' });
  });

  test('names every field that is wrong at once', async () => {
    const site = await accountsForTest();
    const form = site.signUpForm({
      email: 'ana at mail',
      username: 'ana prado',
      password: 'short',
      passwordConfirm: 'shore',
      firstName: 'A'.repeat(151),
      lastName: 'P\0',
    });
    expect(await refusedWith(site.useCases.user.signUp(form))).toBe(
      'email: invalid_email; username: username_invalid; password: password_too_short; ' +
        'password_confirm: password_mismatch; first_name: max_length; last_name: null_characters_not_allowed',
    );
    expect(site.hashed).toEqual([]);
  });

  test('takes only what the form is for, whatever else the request carries', async () => {
    const site = await accountsForTest({
      extraFields: { phone: { type: 'text', maxLength: 20, default: '', atSignUp: true } },
    });
    const smuggled = {
      isStaff: true,
      isSuperuser: true,
      is_staff: true,
      is_superuser: true,
      isActive: false,
      id: 1,
      isEmailVerified: true,
      role: 'admin',
      securityVersion: 99,
      passwordHash: 'md5$a$b',
    };
    const form = { ...site.signUpForm(), ...smuggled, extra: { phone: '555 0100', ...smuggled } };
    await site.useCases.user.signUp(form);
    const user = await site.useCases.user.find({ identifier: 'ana' });
    expect(user).toMatchObject({
      isStaff: false,
      isSuperuser: false,
      isActive: true,
      isEmailVerified: false,
    });
    expect(user?.id).not.toBe(1);
    expect(user?.securityVersion).toBe(1);
    expect(user?.extra).toEqual({ phone: '555 0100' });
    expect(user).not.toHaveProperty('role');
  });
});

describe('the configured extra fields at sign-up', () => {
  const extraFields = {
    fecha_nacimiento: { type: 'date', nullable: true, atSignUp: true },
    department: { type: 'choice', choices: { art: 'Art', law: 'Law' }, default: 'art', atSignUp: true },
    newsletter: { type: 'boolean', default: false, atSignUp: true },
    floor: { type: 'integer', nullable: true, atSignUp: true },
    credit: { type: 'integer', default: 5 },
  } as const;

  test('are read by their types, and have their defaults where nothing was given', async () => {
    const site = await accountsForTest({ extraFields });
    const given = { fecha_nacimiento: '1990-02-28', newsletter: 'on', floor: '-2' };
    const { extra } = await site.signedUp({ extra: given });
    expect(extra).toEqual({
      fecha_nacimiento: '1990-02-28',
      department: 'art',
      newsletter: true,
      floor: -2,
      credit: 5,
    });
  });

  test('cannot be set where they are not asked at sign-up', async () => {
    const site = await accountsForTest({ extraFields });
    expect((await site.signedUp({ extra: { credit: 1_000_000 } })).extra).toMatchObject({ credit: 5 });
  });

  test.each([
    ['fecha_nacimiento', '1990-02-30', 'invalid_date'],
    ['fecha_nacimiento', 'yesterday', 'invalid_date'],
    ['fecha_nacimiento', '0000-01-01', 'invalid_date'],
    ['department', 'toString', 'invalid_choice'],
    ['department', { toString: 1, valueOf: 1 }, 'invalid_string'],
    ['department', ['art'], 'invalid_string'],
    ['department', true, 'invalid_string'],
    ['department', 7, 'invalid_choice'],
    ['newsletter', 'perhaps', 'invalid_boolean'],
    ['newsletter', null, 'null'],
    ['floor', 2_147_483_648, 'max_value'],
    ['floor', -2_147_483_649, 'min_value'],
    ['floor', 1.5, 'invalid_integer'],
    ['floor', '1e3', 'invalid_integer'],
  ])('refuse %s: %j with %s', async (name, value, code) => {
    const site = await accountsForTest({ extraFields });
    const form = site.signUpForm({ extra: { [name]: value } });
    expect(await refusedWith(site.useCases.user.signUp(form))).toBe(`${name}: ${code}`);
  });
});

const states = ['new', 'claimed', 'proved', 'inactive'] as const;

describe('an address that others claim or have proved', () => {
  const mallory = { username: 'mallory', password: OTHER_PASSWORD };

  async function tryToTake(state: (typeof states)[number], changes: SettingsForTest = {}) {
    const site = await accountsForTest(changes);
    if (state === 'claimed') await site.signedUp();
    if (state === 'proved' || state === 'inactive') await site.activated();
    const owner = await site.stores.users.findByUsernameKey('ana');
    if (state === 'inactive' && owner) await site.deactivate(owner.id);
    await site.clearMails();
    site.clock.advance(1);
    const visitor = site.visitor({ ipAddress: '198.51.100.9' });
    const form = site.signUpForm({ ...mallory, visitor });
    let answer: unknown;
    const work = await site.workOf(async () => {
      answer = await site.useCases.user.signUp(form);
    });
    return { site, answer, work, owner };
  }

  test.each(states)('gets the same answer, hashing and statements as a free one (%s)', async (state) => {
    const fresh = await tryToTake('new');
    expect(fresh.work.asked).toContain('emailAddresses.addUnclaimed');
    expect(fresh.work.waitedMs).toEqual([500]);
    const taken = await tryToTake(state);
    expect(taken.answer).toEqual(fresh.answer);
    expect(taken.work).toEqual(fresh.work);
  });

  test.each(states)('opens an account of its own, which waits like any other (%s)', async (state) => {
    const { site } = await tryToTake(state);
    const made = await site.stores.users.findByUsernameKey('mallory');
    expect(made).toMatchObject({ email: 'ana@mail.example', isEmailVerified: false, isActive: true });
    expect((await site.events()).at(-1)).toMatchObject({
      action: 'sign-up',
      success: true,
      userId: made?.id,
    });
    const attempt = site.logIn({ identifier: 'mallory', password: OTHER_PASSWORD });
    expect(await refusedWith(attempt)).toBe('invalid-credentials');
  });

  test.each(states)('tells nothing by a log-in afterwards, where the unverified may (%s)', async (state) => {
    const { site } = await tryToTake(state, { unverifiedMayLogIn: true });
    const byName = await site.workOf(() => site.logIn({ identifier: 'mallory', password: OTHER_PASSWORD }));
    const by = async (identifier: string) =>
      await site.logIn({ identifier, password: OTHER_PASSWORD }).then(
        () => 'signed in',
        (error: unknown) => (error instanceof AccountsError ? error.refusal.code : 'fault'),
      );
    expect([await by('mallory'), await by('ana@mail.example')]).toEqual(['signed in', 'invalid-credentials']);
    const fresh = await tryToTake('new', { unverifiedMayLogIn: true });
    expect(
      await fresh.site.workOf(() => fresh.site.logIn({ identifier: 'mallory', password: OTHER_PASSWORD })),
    ).toEqual(byName);
  });

  test.each(states)('signs in at once where the site does, whoever has the address (%s)', async (state) => {
    const { answer } = await tryToTake(state, { unverifiedMayLogIn: true, logInAfterSignUp: true });
    expect(answer).toMatchObject({ outcome: 'logged-in' });
  });

  test('leaves its owner as they are: password, name and sessions', async () => {
    const { site, owner } = await tryToTake('proved');
    expect(await site.user(owner?.id ?? 0)).toEqual(owner);
    await site.logIn({ identifier: 'ana@mail.example' });
    expect(await refusedWith(site.logIn({ password: OTHER_PASSWORD }))).toBe('invalid-credentials');
  });

  test('has who proved it told, in their language, and gets no link', async () => {
    const site = await accountsForTest();
    await site.activated({ visitor: site.visitor({ language: 'es' }) });
    await site.clearMails();
    await site.useCases.user.signUp(site.signUpForm({ username: 'mallory' }));
    const mails = await site.mails();
    expect(mails).toMatchObject([
      { to: 'ana@mail.example', language: 'es', mail: { mail: 'already-registered', username: 'ana' } },
    ]);
  });

  test('is written to for each claim, by the name of its account', async () => {
    const { site } = await tryToTake('claimed');
    expect(await site.mails()).toMatchObject([
      { to: 'ana@mail.example', mail: { mail: 'activation', username: 'mallory' } },
    ]);
  });

  test('is the first account’s to prove it; the others’ links are dead then', async () => {
    const site = await accountsForTest();
    await site.signedUp();
    const first = keyIn((await site.mail('activation')).path);
    await site.useCases.user.signUp(site.signUpForm({ username: 'mallory' }));
    const second = keyIn((await site.mail('activation')).path);
    const newPassword = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    const confirm = (key: string) => site.confirmActivation({ key, newPassword });
    expect((await confirm(first)).user).toMatchObject({ username: 'ana', isEmailVerified: true });
    expect(await refusedWith(confirm(second))).toBe('invalid-link');
    const mallory = await site.stores.users.findByUsernameKey('mallory');
    expect(mallory).toMatchObject({ isEmailVerified: false, email: 'ana@mail.example' });
  });

  test('names nobody before it is proved, and then who proved it', async () => {
    const { site } = await tryToTake('claimed');
    expect(await site.useCases.user.find({ identifier: 'ana@mail.example' })).toBeNull();
    const { site: proved, owner } = await tryToTake('proved');
    expect((await proved.useCases.user.find({ identifier: 'ANA@mail.example' }))?.id).toBe(owner?.id);
  });

  test('leads a reset to who proved it, else to each claim, of which the reset proves one', async () => {
    const { site: proved, owner } = await tryToTake('proved');
    await proved.useCases.password.requestReset({ email: 'ana@mail.example', visitor: proved.visitor() });
    expect(await proved.mail('password-reset')).toMatchObject({ username: owner?.username });

    const { site } = await tryToTake('claimed');
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const { accounts } = await site.mail('password-reset-of-several');
    expect(accounts.map(({ username }) => username)).toEqual(['mallory', 'ana']);
    const path = accounts[0]?.path ?? '';
    const typed = { newPassword1: 'mailbox-owner-rules-9', newPassword2: 'mailbox-owner-rules-9' };
    await site.useCases.password.reset({ ...resetIn(path), ...typed, visitor: site.visitor() });
    await site.logIn({ identifier: 'ana@mail.example', password: 'mailbox-owner-rules-9' });
    expect((await site.useCases.user.find({ identifier: 'ana@mail.example' }))?.username).toBe('mallory');
  });

  test('cannot be proved by a reset once somebody else has proved it', async () => {
    const site = await accountsForTest();
    await site.signedUp({ username: 'mallory' });
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor: site.visitor() });
    const { path } = await site.mail('password-reset');
    await site.activated();
    const typed = { newPassword1: 'mailbox-owner-rules-9', newPassword2: 'mailbox-owner-rules-9' };
    const reset = site.useCases.password.reset({ ...resetIn(path), ...typed, visitor: site.visitor() });
    expect(await refusedWith(reset)).toBe('invalid-link');
  });

  test('keeps the username of the try, and frees it when nobody activated in time', async () => {
    for (const state of states) {
      const { site } = await tryToTake(state, { removeUnactivatedAfterMs: minutes(15) });
      const again = site.signUpForm({ email: 'mal@mail.example', username: 'Mallory' });
      expect(await refusedWith(site.useCases.user.signUp(again))).toBe('username: username_taken');
      site.clock.advance(minutes(15) + 1);
      await site.useCases.activation.removeUnactivated();
      expect(await site.useCases.user.signUp(again)).toEqual({ outcome: 'activation-pending' });
    }
  });

  test.each(['claimed', 'proved'] as const)('is told only where the site wants that (%s)', async (state) => {
    const site = await accountsForTest({ signUpRevealsTakenEmail: true });
    await (state === 'proved' ? site.activated() : site.signedUp());
    const again = site.signUpForm({ username: 'ana2', email: 'ANA@mail.example' });
    expect(await refusedWith(site.useCases.user.signUp(again))).toBe('email: email_taken');
    expect(await site.useCases.user.find({ identifier: 'ana2' })).toBeNull();
  });

  test('may be logged in by before it is proved where the site tells of it anyway', async () => {
    const site = await accountsForTest({ signUpRevealsTakenEmail: true, unverifiedMayLogIn: true });
    await site.signedUp();
    await site.logIn({ identifier: 'ANA@mail.example' });
  });

  test('may be logged in by where people have no other name, by the newest claim', async () => {
    const site = await accountsForTest({ logInBy: 'email', unverifiedMayLogIn: true });
    await site.signedUp();
    await site.logIn({ identifier: 'ana@mail.example' });
    site.clock.advance(1);
    await site.signedUp({ password: OTHER_PASSWORD });
    await site.logIn({ identifier: 'ana@mail.example', password: OTHER_PASSWORD });
  });
});

describe('one mailbox, one account', () => {
  const spellings = [
    ['letter case', 'ana@mail.example', 'ANA@Mail.EXAMPLE'],
    ['the ASCII form of an international domain', 'ana@bücher.example', 'ana@xn--bcher-kva.example'],
    ['case in an international domain', 'ana@bücher.example', 'ana@BÜCHER.example'],
    ['composed and decomposed e-mails', 'ana@b\u00fccher.example', 'ana@bu\u0308cher.example'],
    ['full-width e-mails in the domain', 'ana@mail.example', 'ana@ｍａｉｌ.example'],
    ['white space around it', 'ana@mail.example', '  ana@mail.example\t'],
  ] as const;

  test.each(spellings)('whatever the %s', async (_, first, second) => {
    const site = await accountsForTest();
    const owner = await site.activated({ email: first });
    await site.useCases.user.signUp(site.signUpForm({ email: second, username: 'ana2' }));
    expect((await site.useCases.user.find({ identifier: second }))?.id).toBe(owner.id);
    expect((await site.mailed()).at(-1)).toBe(`already-registered → ${first}`);
  });

  test.each(spellings)('and one claim where the site tells, whatever the %s', async (_, first, second) => {
    const site = await accountsForTest({ signUpRevealsTakenEmail: true });
    await site.signedUp({ email: first });
    const again = site.useCases.user.signUp(site.signUpForm({ email: second, username: 'ana2' }));
    expect(await refusedWith(again)).toBe('email: email_taken');
  });

  test('of sixteen sign-ups with one username at once one goes through', async () => {
    const site = await accountsForTest();
    const names = ['ana', 'Ana', 'ANA', ' ana '];
    const outcome = await atOnce(16, (index) =>
      site.useCases.user.signUp(
        site.signUpForm({ email: `ana${index}@mail.example`, username: names[index % 4] ?? '' }),
      ),
    );
    expect(outcome).toEqual({ done: 1, refused: ['invalid-input'] });
    expect(await site.mails()).toHaveLength(1);
  });
});

describe('a username', () => {
  test.each([
    ['letter case', 'ana', 'ANA'],
    ['compatibility forms', 'ana', 'ａｎａ'],
    ['the long s', 'sam', 'ſam'],
    ['sharp s', 'strasse', 'straße'],
    ['composed and decomposed e-mails', 'jos\u00e9', 'jose\u0301'],
    ['ligatures', 'fiona', 'ﬁona'],
    ['the dotless i', 'iris', 'ırıs'],
  ])('is one whatever the %s', async (_, first, second) => {
    const site = await accountsForTest();
    await site.signedUp({ username: first });
    const again = site.signUpForm({ email: 'other@mail.example', username: second });
    expect(await refusedWith(site.useCases.user.signUp(again))).toBe('username: username_taken');
  });

  test.each([
    ['', 'blank'],
    ['   ', 'blank'],
    ['ana prado', 'username_invalid'],
    ['ana\u200bprado', 'username_invalid'],
    ['ana\u202eodarp', 'username_invalid'],
    ['<script>', 'username_invalid'],
    ['ana\0', 'username_invalid'],
    ['ana\ud800', 'username_invalid'],
    ['😀', 'username_invalid'],
    ['a'.repeat(151), 'max_length'],
    ['ﷺ'.repeat(10), 'max_length'],
    ['victim@mail.example', 'username_is_an_email'],
    ['ｖictim＠mail.example', 'username_is_an_email'],
    ['paypаl', 'username_mixed_scripts'],
    ['αdmin', 'username_mixed_scripts'],
  ])('is refused as %j with %s', async (username, code) => {
    const site = await accountsForTest();
    expect(await refusedWith(site.useCases.user.signUp(site.signUpForm({ username })))).toBe(
      `username: ${code}`,
    );
  });

  test.each(['анна', 'άλφα', 'ana_prado.99+x-y', '名前', 'مريم', 'a'.repeat(150), '𝒜na'])(
    'may be %s',
    async (username) => {
      const site = await accountsForTest();
      expect((await site.signedUp({ username })).username).toBe(username.normalize('NFKC'));
    },
  );

  test('may be the own address, in any spelling of it, where sign-up tells who has an account anyway', async () => {
    const site = await accountsForTest({ signUpRevealsTakenEmail: true });
    await site.activated({ username: 'ANA@mail.example' });
    await site.logIn({ identifier: 'ana@MAIL.example' });
  });

  test('is no address elsewhere: that it is taken would tell who has an account', async () => {
    const site = await accountsForTest();
    const form = site.signUpForm({ username: 'ana@mail.example' });
    expect(await refusedWith(site.useCases.user.signUp(form))).toBe('username: username_is_an_email');
  });

  test('is not asked where people sign in by e-mail', async () => {
    const site = await accountsForTest({ logInBy: 'email' });
    await site.activated({ username: '<script>' });
    const user = await site.signedUp({ email: 'ben@mail.example', username: '' });
    expect(user.username).toBeNull();
    await site.logIn({ identifier: 'ana@mail.example' });
  });

  test('that is taken takes nothing from the e-mails of the address', async () => {
    const site = await accountsForTest({ limits: { mailPerAddress: tight(2) } });
    await site.signedUp({ email: 'ben@mail.example', username: 'ben' });
    for (let round = 0; round < 5; round += 1) {
      expect(await refusedWith(site.useCases.user.signUp(site.signUpForm({ username: 'ben' })))).toBe(
        'username: username_taken',
      );
    }
    await site.signedUp();
    expect(await site.mailed()).toContain('activation → ana@mail.example');
  });
});

describe('the password at sign-up', () => {
  test.each([
    ['a'.repeat(11), 'password_too_short'],
    ['12345678901234', 'password_too_common, password_entirely_numeric'],
    ['stagedoor-2026!', 'password_context_word'],
    ['ana@mail.example', 'password_too_similar'],
    [`${'é'.repeat(1025)}`, 'password_too_long'],
    ['😀'.repeat(1025), 'password_too_long'],
    ['lone surrogate \ud800 here', 'password_not_text'],
  ])('is refused as %j', async (password, codes) => {
    const site = await accountsForTest();
    const refusal = await refusedWith(site.useCases.user.signUp(site.signUpForm({ password })));
    for (const code of codes.split(', ')) expect(refusal).toContain(code);
    expect(refusal).toMatch(/^password: /);
  });

  test.each([
    ['1024 characters of four bytes', '😀'.repeat(1024)],
    ['spaces around and inside', '  correct horse  '],
    ['a NUL inside', 'correct\0horse!'],
    ['right-to-left e-mails', 'سلام-دنیا-و-ستاره'],
    ['combining marks', 'n\u0303an\u0303ais-a-lot'],
    ['lower case only', 'qwfpgjluyarstdhneio'],
  ])('may be %s, and then opens the account as typed only', async (_, password) => {
    const site = await accountsForTest();
    await site.activated({ password });
    await site.logIn({ password });
    for (const other of [` ${password}`, password.slice(0, -1), `${password} `]) {
      expect(await refusedWith(site.logIn({ password: other }))).toBe('invalid-credentials');
    }
  });

  test('must be typed twice the same', async () => {
    const site = await accountsForTest();
    const form = site.signUpForm({ passwordConfirm: `${PASSWORD} ` });
    expect(await refusedWith(site.useCases.user.signUp(form))).toBe('password_confirm: password_mismatch');
  });
});

describe('limits of sign-up', () => {
  test('e-mails to one address are capped, and nothing shows it', async () => {
    const site = await accountsForTest({ limits: { mailPerAddress: tight(2) } });
    for (let round = 0; round < 5; round += 1) {
      const answer = await site.useCases.user.signUp(site.signUpForm({ username: `ana${round}` }));
      expect(answer).toEqual({ outcome: 'activation-pending' });
    }
    expect(await site.mails()).toHaveLength(2);
  });

  test('a stranger who uses the cap up does not kill the link that is in the mailbox', async () => {
    const site = await accountsForTest({ limits: { mailPerAddress: tight(2) } });
    await site.signedUp();
    await site.signedUp({ username: 'stranger1' });
    await site.signedUp({ username: 'stranger2' });
    const mails = (await site.mails()).flatMap(({ mail }) => (mail.mail === 'activation' ? mail : []));
    expect(mails.map(({ username }) => username)).toEqual(['ana', 'stranger1']);
    const key = keyIn(mails[0]?.path ?? '');
    const newPassword = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    await site.confirmActivation({ key, newPassword });
  });

  test('many sign-ups from one source are refused with the time to wait', async () => {
    const site = await accountsForTest({ limits: { signUpPerSource: tight(3) } });
    for (let round = 0; round < 3; round += 1) {
      await site.signedUp({ email: `a${round}@mail.example`, username: `a${round}` });
    }
    const refusal = await refusalOf(site.useCases.user.signUp(site.signUpForm()));
    expect(refusal).toEqual({ code: 'throttled', retryAfterSeconds: 60 });
    const elsewhere = site.signUpForm({ visitor: site.visitor({ ipAddress: '198.51.100.1' }) });
    await site.useCases.user.signUp(elsewhere);
  });
});

describe('signing in at sign-up', () => {
  test('happens where the site lets unverified accounts in at once', async () => {
    const site = await accountsForTest({ logInAfterSignUp: true, unverifiedMayLogIn: true });
    const answer = await site.useCases.user.signUp(site.signUpForm());
    if (answer.outcome !== 'logged-in') throw new Error(answer.outcome);
    const principal = await site.principalOf(answer.issued);
    expect(principal.user.email).toBe('ana@mail.example');
    expect(await site.audited()).toEqual(['sign-up ok', 'log-in ok']);
  });

  test('does not go past the rule that addresses are verified first', async () => {
    const site = await accountsForTest({ logInAfterSignUp: true });
    expect(await site.useCases.user.signUp(site.signUpForm())).toEqual({ outcome: 'activation-pending' });
  });

  test('never signs in to somebody else’s account by their address', async () => {
    const site = await accountsForTest({ logInAfterSignUp: true, unverifiedMayLogIn: true });
    const owner = await site.activated();
    const answer = await site.useCases.user.signUp(site.signUpForm({ username: 'mallory' }));
    if (answer.outcome !== 'logged-in') throw new Error(answer.outcome);
    const { user } = await site.principalOf(answer.issued);
    expect(user).toMatchObject({ username: 'mallory', isEmailVerified: false });
    expect(user.id).not.toBe(owner.id);
  });
});
