import { describe, expect, test } from 'vitest';
import { minutes } from '../../../src/core/clock.ts';
import {
  accountsForTest,
  atOnce,
  keyIn,
  OTHER_PASSWORD,
  PASSWORD,
  refusalOf,
  refusedWith,
  resetIn,
  tight,
} from '../../support/core.ts';

describe('signing up', () => {
  test('opens an account that waits for its activation, and signs nobody in', async () => {
    const site = await accountsForTest();
    expect(await site.useCases.signUp(site.signUpForm())).toEqual({ outcome: 'activation-pending' });
    const user = await site.useCases.findUser({ identifier: 'ana@mail.example' });
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

  test('keeps the address and the name as typed, trimmed', async () => {
    const site = await accountsForTest();
    const typed = { email: '  Ana.Prado@Mail.Example ', username: ' AnaPrado ', firstName: ' Ana María ' };
    const user = await site.signedUp({ ...typed, lastName: '' });
    expect(user).toMatchObject({
      email: 'Ana.Prado@Mail.Example',
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
    expect(await refusedWith(site.useCases.signUp(site.signUpForm()))).toBe('signup-closed');
    expect(await site.events()).toEqual([]);
  });

  test('is closed to those who are signed in, and open again once they signed out', async () => {
    const site = await accountsForTest();
    await site.activated();
    const { sessionKey } = await site.logIn();
    const ben = site.signUpForm({ email: 'ben@mail.example', username: 'ben', sessionKey });
    expect(await refusedWith(site.useCases.signUp(ben))).toBe('already-authenticated');
    await site.useCases.logOut({ sessionKey, visitor: site.visitor() });
    expect(await site.useCases.signUp(ben)).toEqual({ outcome: 'activation-pending' });
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
    expect(await refusedWith(site.useCases.signUp(form))).toBe(
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
    await site.useCases.signUp(form);
    const user = await site.useCases.findUser({ identifier: 'ana' });
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
    expect(await refusedWith(site.useCases.signUp(form))).toBe(`${name}: ${code}`);
  });
});

describe('a taken address', () => {
  const mallory = { username: 'mallory', visitor: { ipAddress: '198.51.100.9' } };

  async function tryToTake(state: 'new' | 'verified' | 'unverified' | 'inactive') {
    const site = await accountsForTest();
    if (state === 'unverified') await site.signedUp();
    if (state === 'verified' || state === 'inactive') await site.activated();
    const owner = await site.useCases.findUser({ identifier: 'ana' });
    if (state === 'inactive' && owner) await site.deactivate(owner.id);
    await site.clearMails();
    const form = site.signUpForm({
      username: 'mallory',
      password: OTHER_PASSWORD,
      visitor: site.visitor(mallory.visitor),
    });
    let answer: unknown;
    const work = await site.workOf(async () => {
      answer = await site.useCases.signUp(form);
    });
    return { site, answer, work, owner };
  }

  test('gets the same answer, the same hashing and the same statements as a new one, verified or not', async () => {
    const fresh = await tryToTake('new');
    expect(fresh.work.asked).toContain('emailAddresses.add');
    expect(fresh.work.waitedMs).toEqual([500]);
    for (const state of ['verified', 'unverified', 'inactive'] as const) {
      const taken = await tryToTake(state);
      expect(taken.answer).toEqual(fresh.answer);
      expect(taken.work).toEqual(fresh.work);
    }
  });

  test('stays as it is: password, name and sessions of its owner', async () => {
    const { site, owner } = await tryToTake('verified');
    expect(await site.user(owner?.id ?? 0)).toEqual(owner);
    await site.logIn();
    expect(await refusedWith(site.logIn({ password: OTHER_PASSWORD }))).toBe('invalid-credentials');
  });

  test('leaves an audit row of its owner, as a failed sign-up', async () => {
    const { site, owner } = await tryToTake('verified');
    const event = (await site.events()).at(-1);
    expect(event).toMatchObject({ action: 'sign-up', success: false, userId: owner?.id });
    expect(event?.ipAddress).toBe('198.51.100.9');
  });

  test('has its owner told, in the owner’s language', async () => {
    const site = await accountsForTest();
    await site.activated({ visitor: site.visitor({ language: 'es' }) });
    await site.clearMails();
    await site.signedUp({ username: 'mallory' });
    const [mail] = await site.mails();
    expect(mail).toMatchObject({
      to: 'ana@mail.example',
      language: 'es',
      letter: { letter: 'already-registered' },
    });
  });

  test('that was never activated goes to whoever holds the mailbox, with a new password of theirs', async () => {
    const { site } = await tryToTake('unverified');
    const { path } = await site.letter('already-pending', 'ana@mail.example');
    const reset = {
      ...resetIn(path),
      newPassword1: 'mailbox-owner-rules-9',
      newPassword2: 'mailbox-owner-rules-9',
    };
    await site.useCases.resetPassword({ ...reset, visitor: site.visitor() });
    expect(await refusedWith(site.logIn({ password: PASSWORD }))).toBe('invalid-credentials');
    expect(await refusedWith(site.logIn({ password: OTHER_PASSWORD }))).toBe('invalid-credentials');
    await site.logIn({ password: 'mailbox-owner-rules-9' });
  });

  test('keeps the username of the try, as a new one would', async () => {
    const { site } = await tryToTake('verified');
    const again = site.signUpForm({ email: 'mal@mail.example', username: 'Mallory' });
    expect(await refusedWith(site.useCases.signUp(again))).toBe('username: username_taken');
  });

  test('opens nothing to the one who tried: the username of the try cannot sign in', async () => {
    const { site } = await tryToTake('verified');
    const attempt = site.logIn({ identifier: 'mallory', password: OTHER_PASSWORD });
    expect(await refusedWith(attempt)).toBe('invalid-credentials');
    const fresh = await tryToTake('new');
    const refused = fresh.site.logIn({ identifier: 'mallory', password: OTHER_PASSWORD });
    expect(await refusedWith(refused)).toBe('invalid-credentials');
  });

  test.each(['new', 'verified', 'unverified'] as const)(
    'frees the username of the try when nobody activated in time (%s address)',
    async (state) => {
      const site = await accountsForTest({ removeUnactivatedAfterMs: minutes(15) });
      if (state === 'verified') await site.activated();
      if (state === 'unverified') await site.signedUp();
      await site.useCases.signUp(site.signUpForm({ username: 'mallory' }));
      const again = site.signUpForm({ email: 'mal@mail.example', username: 'mallory' });
      expect(await refusedWith(site.useCases.signUp(again))).toBe('username: username_taken');
      site.clock.advance(minutes(15) + 1);
      await site.useCases.removeUnactivatedUsers();
      expect(await site.useCases.signUp(again)).toEqual({ outcome: 'activation-pending' });
    },
  );

  test('is told only where the site wants that', async () => {
    const site = await accountsForTest({ signUpRevealsTakenEmail: true });
    await site.signedUp();
    const again = site.signUpForm({ username: 'ana2', email: 'ANA@mail.example' });
    expect(await refusedWith(site.useCases.signUp(again))).toBe('email: email_taken');
    expect(await site.useCases.findUser({ identifier: 'ana2' })).toBeNull();
  });
});

describe('one mailbox, one account', () => {
  test.each([
    ['letter case', 'ana@mail.example', 'ANA@Mail.EXAMPLE'],
    ['the ASCII form of an international domain', 'ana@bücher.example', 'ana@xn--bcher-kva.example'],
    ['case in an international domain', 'ana@bücher.example', 'ana@BÜCHER.example'],
    ['composed and decomposed letters', 'ana@b\u00fccher.example', 'ana@bu\u0308cher.example'],
    ['full-width letters in the domain', 'ana@mail.example', 'ana@ｍａｉｌ.example'],
    ['white space around it', 'ana@mail.example', '  ana@mail.example\t'],
  ])('whatever the %s', async (_, first, second) => {
    const site = await accountsForTest();
    const owner = await site.signedUp({ email: first });
    await site.signedUp({ email: second, username: 'ana2' });
    expect((await site.useCases.findUser({ identifier: second }))?.id).toBe(owner.id);
    expect(await site.mailed()).toEqual([`activation → ${first}`, `already-pending → ${first}`]);
  });

  test('of sixteen sign-ups at once one makes the account', async () => {
    const site = await accountsForTest();
    const { done } = await atOnce(16, (index) =>
      site.useCases.signUp(site.signUpForm({ username: `ana${index}` })),
    );
    expect(done).toBe(16);
    const made = (await site.events()).filter((event) => event.action === 'sign-up' && event.success);
    expect(made).toHaveLength(1);
    const letters = (await site.mails()).map((mail) => mail.letter.letter);
    expect(letters.filter((letter) => letter === 'activation')).toHaveLength(1);
  });

  test('of sixteen sign-ups with one username at once one goes through', async () => {
    const site = await accountsForTest();
    const names = ['ana', 'Ana', 'ANA', ' ana '];
    const outcome = await atOnce(16, (index) =>
      site.useCases.signUp(
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
    ['composed and decomposed letters', 'jos\u00e9', 'jose\u0301'],
    ['ligatures', 'fiona', 'ﬁona'],
    ['the dotless i', 'iris', 'ırıs'],
  ])('is one whatever the %s', async (_, first, second) => {
    const site = await accountsForTest();
    await site.signedUp({ username: first });
    const again = site.signUpForm({ email: 'other@mail.example', username: second });
    expect(await refusedWith(site.useCases.signUp(again))).toBe('username: username_taken');
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
    expect(await refusedWith(site.useCases.signUp(site.signUpForm({ username })))).toBe(`username: ${code}`);
  });

  test.each(['анна', 'άλφα', 'ana_prado.99+x-y', '名前', 'مريم', 'a'.repeat(150), '𝒜na'])(
    'may be %s',
    async (username) => {
      const site = await accountsForTest();
      expect((await site.signedUp({ username })).username).toBe(username.normalize('NFKC'));
    },
  );

  test('may be the own address, in any spelling of it', async () => {
    const site = await accountsForTest();
    await site.activated({ username: 'ANA@mail.example' });
    await site.logIn({ identifier: 'ana@MAIL.example' });
  });

  test('is not asked where people sign in by e-mail', async () => {
    const site = await accountsForTest({ logInBy: 'email' });
    await site.activated({ username: '<script>' });
    const user = await site.signedUp({ email: 'ben@mail.example', username: '' });
    expect(user.username).toBeNull();
    await site.logIn({ identifier: 'ana@mail.example' });
  });

  test('that is taken takes nothing from the letters of the address', async () => {
    const site = await accountsForTest({ limits: { mailPerAddress: tight(2) } });
    await site.signedUp({ email: 'ben@mail.example', username: 'ben' });
    for (let round = 0; round < 5; round += 1) {
      expect(await refusedWith(site.useCases.signUp(site.signUpForm({ username: 'ben' })))).toBe(
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
    const refusal = await refusedWith(site.useCases.signUp(site.signUpForm({ password })));
    for (const code of codes.split(', ')) expect(refusal).toContain(code);
    expect(refusal).toMatch(/^password: /);
  });

  test.each([
    ['1024 characters of four bytes', '😀'.repeat(1024)],
    ['spaces around and inside', '  correct horse  '],
    ['a NUL inside', 'correct\0horse!'],
    ['right-to-left letters', 'سلام-دنیا-و-ستاره'],
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
    expect(await refusedWith(site.useCases.signUp(form))).toBe('password_confirm: password_mismatch');
  });
});

describe('limits of sign-up', () => {
  test('letters to one address are capped, and nothing shows it', async () => {
    const site = await accountsForTest({ limits: { mailPerAddress: tight(2) } });
    for (let round = 0; round < 5; round += 1) {
      const answer = await site.useCases.signUp(site.signUpForm({ username: `ana${round}` }));
      expect(answer).toEqual({ outcome: 'activation-pending' });
    }
    expect(await site.mails()).toHaveLength(2);
  });

  test('a stranger who uses the cap up does not kill the link that is in the mailbox', async () => {
    const site = await accountsForTest({ limits: { mailPerAddress: tight(2) } });
    await site.signedUp();
    await site.signedUp({ username: 'stranger1' });
    await site.signedUp({ username: 'stranger2' });
    const { path } = await site.letter('already-pending');
    expect(await site.useCases.findResetLink(resetIn(path))).not.toBeNull();
    const { path: activation } = await site.letter('activation');
    await site.useCases.confirmActivation({ key: keyIn(activation), visitor: site.visitor() });
  });

  test('many sign-ups from one source are refused with the time to wait', async () => {
    const site = await accountsForTest({ limits: { signUpPerSource: tight(3) } });
    for (let round = 0; round < 3; round += 1) {
      await site.signedUp({ email: `a${round}@mail.example`, username: `a${round}` });
    }
    const refusal = await refusalOf(site.useCases.signUp(site.signUpForm()));
    expect(refusal).toEqual({ code: 'throttled', retryAfterSeconds: 60 });
    const elsewhere = site.signUpForm({ visitor: site.visitor({ ipAddress: '198.51.100.1' }) });
    await site.useCases.signUp(elsewhere);
  });
});

describe('signing in at sign-up', () => {
  test('happens where the site lets unverified accounts in at once', async () => {
    const site = await accountsForTest({ logInAfterSignUp: true, unverifiedMayLogIn: true });
    const answer = await site.useCases.signUp(site.signUpForm());
    if (answer.outcome !== 'logged-in') throw new Error(answer.outcome);
    const principal = await site.principalOf(answer.grant);
    expect(principal.user.email).toBe('ana@mail.example');
    expect(await site.audited()).toEqual(['sign-up ok', 'log-in ok']);
  });

  test('does not go past the rule that addresses are verified first', async () => {
    const site = await accountsForTest({ logInAfterSignUp: true });
    expect(await site.useCases.signUp(site.signUpForm())).toEqual({ outcome: 'activation-pending' });
  });

  test('never happens with somebody else’s address', async () => {
    const site = await accountsForTest({ logInAfterSignUp: true, unverifiedMayLogIn: true });
    await site.activated();
    const answer = await site.useCases.signUp(site.signUpForm({ username: 'mallory' }));
    expect(answer).toEqual({ outcome: 'activation-pending' });
  });
});
