import { expect, it, test } from 'vitest';
import { canonicalEmail, normalizeEmail } from '../../../src/core/kernel/email.ts';
import { type AccountsForTest, accountsForTest, keyIn, PASSWORD, refusedWith } from '../../support/core.ts';

/* Django's normalize_email: the domain in lower case, what stands before the @ as it was typed. */

const TYPED = ' Ana.Prado@MAIL.Example ';
const STORED = 'Ana.Prado@mail.example';

it.each([
  [TYPED, STORED],
  ['"a@b"@HOST.example', '"a@b"@host.example'],
  ['ANA@BÜCHER.EXAMPLE', 'ANA@bücher.example'],
  ['No address', 'No address'],
  ['@', '@'],
  ['', ''],
])('%j is stored as %j', (typed, stored) => {
  expect(normalizeEmail(typed)).toBe(stored);
  expect(canonicalEmail(normalizeEmail(typed))).toBe(canonicalEmail(typed));
});

const interfaces: Readonly<Record<string, (site: AccountsForTest) => Promise<unknown>>> = {
  'a sign-up': (site) => site.useCases.user.signUp(site.signUpForm({ email: TYPED })),
  'a change of address': async (site) => {
    const principal = await site.loggedIn();
    await site.useCases.email.requestChange({ principal, email: TYPED, visitor: site.visitor() });
    const key = keyIn((await site.mail('email-change-confirm', STORED)).path);
    await site.useCases.email.confirmChange({ principal, key, visitor: site.visitor() });
  },
  'an added address': async (site) => {
    const principal = await site.loggedIn();
    const wish = { principal, email: TYPED, visitor: site.visitor() };
    expect((await site.useCases.email.addAddress(wish)).email).toBe(STORED);
    await site.mail('email-add-confirm', STORED);
  },
  'an operator’s or a program’s user': async (site) => {
    const user = await site.useCases.user.create({
      by: 'operator',
      username: 'ana',
      email: TYPED,
      password: PASSWORD,
    });
    expect(user.email).toBe(STORED);
  },
  'the first superuser': async (site) => {
    await site.useCases.user.createFirstSuperuser({ username: 'ana', email: TYPED });
  },
};

/** Every address that is stored. */
async function stored({ stores }: AccountsForTest): Promise<readonly string[]> {
  const [user] = await stores.users.list({ afterId: 0, limit: 1 });
  const addresses = await stores.emailAddresses.listOfUser(user?.id ?? 0);
  return addresses.map(({ email }) => email);
}

test.each(Object.entries(interfaces))('%s keeps the domain in lower case', async (_, come) => {
  const site = await accountsForTest();
  await come(site);
  expect(await stored(site)).toContain(STORED);
});

test.each([true, false])('so does an outside system, verified %s', async (emailsAreVerified) => {
  const site = await accountsForTest();
  const policy = { createsUsers: true, adoptsUsers: false, emailsAreVerified, namesIgnoreCase: false };
  site.backendsBefore.push({
    name: 'external-api',
    outside: policy,
    authenticate: async () => ({ outcome: 'asserted', person: { username: 'ana', email: TYPED } }),
  });
  await site.logIn({ identifier: 'ana', password: 'theirs' });
  expect(await stored(site)).toEqual([STORED]);
});

test('another spelling of the domain is no other address', async () => {
  const site = await accountsForTest();
  const principal = await site.loggedIn();
  const wish = { principal, email: 'ana@MAIL.EXAMPLE', visitor: site.visitor() };
  expect(await refusedWith(site.useCases.email.requestChange(wish))).toBe('email: email_unchanged');
});

test('an address that was stored with capitals in its domain is the same one', async () => {
  const site = await accountsForTest();
  const known = await site.loggedIn();
  const stored = 'ana@MAIL.example';
  const principal = { ...known, user: { ...known.user, email: stored } };
  for (const email of [stored, 'ana@mail.example']) {
    const wish = { principal, email, visitor: site.visitor() };
    expect(await refusedWith(site.useCases.email.requestChange(wish))).toBe('email: email_unchanged');
    const saved = await site.useCases.user.updateProfile({
      principal,
      email,
      firstName: 'Ana',
      visitor: site.visitor(),
    });
    expect(saved.firstName).toBe('Ana');
  }
  expect(await site.mailed()).not.toContainEqual(expect.stringContaining('email-change'));
});
