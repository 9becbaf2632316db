import { beforeEach, describe, expect, test } from 'vitest';
import { isUsablePassword, makeUnusablePassword } from '../../../src/core/password/password-hasher.ts';
import type {
  AuthenticationBackend,
  BackendAnswer,
  OutsidePerson,
  OutsidePolicy,
} from '../../../src/core/user/authentication-backend.ts';
import {
  type AccountsForTest,
  accountsForTest,
  OTHER_PASSWORD,
  PASSWORD,
  refusedWith,
  resetIn,
  type SettingsForTest,
} from '../../support/core.ts';
import { idOf } from '../../support/id-of.ts';

const extraFields = {
  fecha_nacimiento: { type: 'date', nullable: true },
  sexo: { type: 'text', maxLength: 10, default: '' },
  telefono: { type: 'text', maxLength: 20, nullable: true },
} as const;

const ordinary: OutsidePolicy = {
  createsUsers: true,
  adoptsUsers: false,
  emailsAreVerified: false,
  namesIgnoreCase: false,
};

/** A system outside with people of its own; it notes what it is asked. */
class Outside {
  readonly asked: string[] = [];
  readonly people = new Map<string, { password: string; person: OutsidePerson }>();
  answer: BackendAnswer | null = null;
  readonly backend: AuthenticationBackend;

  constructor(name = 'external-api', policy: Partial<OutsidePolicy> = {}) {
    this.backend = {
      name,
      outside: { ...ordinary, ...policy },
      authenticate: async ({ identifier, password }) => {
        this.asked.push(identifier);
        if (this.answer !== null) return this.answer;
        const known = this.people.get(identifier);
        if (known?.password !== password) return { outcome: 'unknown', userId: null };
        return { outcome: 'asserted', person: known.person };
      },
    };
  }

  knows(username: string, person: Partial<OutsidePerson> = {}, password = PASSWORD): this {
    this.people.set(username, { password, person: { username, ...person } });
    return this;
  }
}

let outside: Outside;
let site: AccountsForTest;

async function open(policy: Partial<OutsidePolicy> = {}, settings: SettingsForTest = {}): Promise<void> {
  outside = new Outside('external-api', policy);
  site = await accountsForTest({ extraFields, ...settings });
  site.backendsBefore.push(outside.backend);
}

const logIn = (identifier: string, password = PASSWORD) => site.logIn({ identifier, password });
const failure = (identifier: string, password = PASSWORD) => refusedWith(logIn(identifier, password));
const find = (identifier: string) => site.useCases.user.find({ identifier });
const lastDetail = async () => (await site.events()).at(-1)?.detail;

describe('somebody whom an outside system knows', () => {
  beforeEach(() => open());

  test('becomes a user at the first log-in, with the fields that were told', async () => {
    outside.knows('bea', {
      email: 'bea@mail.example',
      firstName: 'Bea',
      extra: { fecha_nacimiento: '1990-02-03', sexo: 'f', telefono: null, rank: 'admin' },
    });
    const { session } = await site.principalOf(await logIn('bea'));
    expect(session.backend).toBe('external-api');
    const user = await find('bea');
    expect(user).toMatchObject({
      username: 'bea',
      email: 'bea@mail.example',
      isEmailVerified: false,
      firstName: 'Bea',
      isStaff: false,
      isSuperuser: false,
      extra: { fecha_nacimiento: '1990-02-03', sexo: 'f', telefono: null },
    });
    expect(isUsablePassword(user?.passwordHash ?? '')).toBe(false);
    expect(await site.audited()).toEqual(['sign-up ok', 'log-in ok']);
    expect(await lastDetail()).toMatchObject({ backend: 'external-api', method: 'password' });
  });

  test('is the same user at the next one, as described by then', async () => {
    outside.knows('bea', { firstName: 'Bea', extra: { sexo: 'f' } });
    await logIn('bea');
    const first = await find('bea');
    outside.knows('bea', { firstName: 'Beatriz', extra: { sexo: 'x' } });
    await logIn('bea');
    expect(await find('bea')).toMatchObject({ id: first?.id, firstName: 'Beatriz', extra: { sexo: 'x' } });
  });

  test('is let in whatever the system tells of them', async () => {
    const odd = { telefono: { n: 1 }, sexo: null, fecha_nacimiento: 'yesterday' };
    outside.knows('bea', { email: 42, firstName: 'x'.repeat(500), lastName: ['B'], extra: odd });
    await logIn('bea');
    expect(await find('bea')).toMatchObject({ email: '', firstName: '', lastName: '' });
    expect(await lastDetail()).toMatchObject({
      ignored: 'fecha_nacimiento, telefono, email, firstName, lastName',
    });
  });

  test('is made without an address that belongs to somebody else', async () => {
    await site.activated();
    outside.knows('bea', { email: 'ANA@mail.example' });
    await logIn('bea');
    expect(await find('bea')).toMatchObject({ email: '' });
    expect((await find('ana@mail.example'))?.username).toBe('ana');
  });

  test('does not get a name that is somebody else’s address', async () => {
    await site.activated();
    outside.knows('bea', { username: 'ana@mail.example', email: 'ana@mail.example' });
    expect(await failure('bea')).toBe('invalid-credentials');
    expect(await lastDetail()).toMatchObject({ turnedAway: 'external-api: address' });
    expect(await find('ana@mail.example')).toMatchObject({ username: 'ana' });
  });

  test('has a verified address only where the site trusts the system that far', async () => {
    await open({ emailsAreVerified: true });
    outside.knows('bea', { email: 'bea@mail.example' });
    await logIn('bea');
    expect(await find('bea')).toMatchObject({ isEmailVerified: true });
  });

  test('stays out where users are not to be made', async () => {
    await open({ createsUsers: false });
    outside.knows('bea');
    expect(await failure('bea')).toBe('invalid-credentials');
    expect(await find('bea')).toBeNull();
    expect(await lastDetail()).toEqual({ method: 'password', turnedAway: 'external-api: nobody' });
  });

  test('stays out once deactivated here', async () => {
    outside.knows('bea');
    await logIn('bea');
    await site.deactivate((await find('bea'))?.id ?? 0);
    expect(await failure('bea')).toBe('invalid-credentials');
  });

  test('is found however the name is written, and only by the password of that very person', async () => {
    outside.knows('bea').knows('Bea', {}, OTHER_PASSWORD);
    await logIn('bea');
    await logIn(' BEA ');
    expect(outside.asked).toEqual(['bea', 'bea']);
    expect(await failure('Bea', OTHER_PASSWORD)).toBe('invalid-credentials');
  });

  test('is not mixed up with another of nearly the same name, whoever comes first', async () => {
    outside.people.set('bea', { password: PASSWORD, person: { username: 'Bea' } });
    await logIn('bea');
    outside.people.set('Bea', { password: PASSWORD, person: { username: 'bEa' } });
    expect(await failure('BEA')).toBe('invalid-credentials');
    await open({ namesIgnoreCase: true });
    outside.people.set('bea', { password: PASSWORD, person: { username: 'Bea' } });
    outside.people.set('Bea', { password: PASSWORD, person: { username: 'bea' } });
    await logIn('bea');
    await logIn('bea');
    expect(await find('bea')).toMatchObject({ username: 'Bea' });
  });

  test('survives the clean-up of accounts never activated', async () => {
    await open({}, { removeUnactivatedAfterMs: 1_000 });
    outside.knows('bea', { email: 'bea@mail.example' });
    await logIn('bea');
    site.clock.advance(10_000_000);
    await site.useCases.activation.removeUnactivated();
    expect(await find('bea')).not.toBeNull();
  });
});

describe('somebody whom the system knows by more than a name', () => {
  const id = (value: string, attribute = 'entryUUID') => ({ attribute, value });
  beforeEach(() => open({ namesIgnoreCase: true }));

  /** Bea is called so, and is that entry. */
  const called = (username: string, value: string) =>
    outside.people.set(username, { password: PASSWORD, person: { username, subject: id(value) } });
  const userIdOf = async (identifier: string) => (await logIn(identifier)).session.userId;

  test('stays the same user under another name there, and may type either', async () => {
    called('bea', 'u-1');
    const bea = await userIdOf('bea');
    outside.people.clear();
    called('bea.ruiz', 'u-1');
    expect(await userIdOf('bea.ruiz')).toBe(bea);
    expect(await userIdOf('bea')).toBe(bea);
    expect(await find('bea')).toMatchObject({ id: bea, username: 'bea' });
  });

  test('is not whoever gets the name there afterwards', async () => {
    called('bea', 'u-1');
    const bea = await userIdOf('bea');
    called('bea', 'u-2');
    expect(await failure('bea')).toBe('invalid-credentials');
    expect(await lastDetail()).toMatchObject({ turnedAway: 'external-api: another person' });
    await open({ namesIgnoreCase: true, adoptsUsers: true });
    called('bea', 'u-1');
    await logIn('bea');
    called('bea', 'u-2');
    expect(await failure('bea')).toBe('invalid-credentials');
    expect(bea).not.toBeNull();
  });

  test('was known by name until the system told more, and by that alone afterwards', async () => {
    outside.knows('bea');
    const bea = await userIdOf('bea');
    called('bea', 'u-1');
    expect(await userIdOf('bea')).toBe(bea);
    expect(await site.stores.identities.listOfUser(bea ?? 0)).toMatchObject([{ subject: 'entryUUID=u-1' }]);
    outside.knows('bea');
    expect(await failure('bea')).toBe('invalid-credentials');
  });

  test('is never whoever has such a value for a name', async () => {
    outside.knows('12345');
    const named = await userIdOf('12345');
    outside.people.set('carl', {
      password: PASSWORD,
      person: { username: 'carl', subject: id('12345', 'employee') },
    });
    expect(await userIdOf('carl')).not.toBe(named);
  });

  test.each(['', 'a\0b', '\ud800', 'x'.repeat(256)])('is nobody with %j for an identity', async (value) => {
    called('bea', value);
    expect(await failure('bea')).toBe('invalid-credentials');
    expect(await lastDetail()).toMatchObject({ turnedAway: 'external-api: subject' });
    expect(await find('bea')).toBeNull();
  });

  test('keeps their account after renaming themselves here', async () => {
    outside.knows('bea');
    const bea = await userIdOf('bea');
    await site.stores.users.update(bea ?? 0, { username: 'queen' });
    expect(await userIdOf('queen')).toBe(bea);
    expect(await userIdOf('bea')).toBe(bea);
    expect(outside.asked).toEqual(['bea', 'bea', 'bea']);
  });

  test('is not a user who took their name here in the meantime', async () => {
    outside.knows('bea').knows('carl', {}, OTHER_PASSWORD);
    const bea = await userIdOf('bea');
    await site.stores.users.update(bea ?? 0, { username: 'carl' });
    expect(await userIdOf('bea')).toBe(bea);
    // What is typed is that user's name, so it is Bea who is asked for.
    expect(await failure('carl', OTHER_PASSWORD)).toBe('invalid-credentials');
  });
});

describe('a user of ours', () => {
  beforeEach(async () => {
    await open();
    await site.activated();
  });

  test('is not taken over by whoever has the name outside', async () => {
    outside.knows('ana', {}, OTHER_PASSWORD);
    expect(await failure('ana', OTHER_PASSWORD)).toBe('invalid-credentials');
    expect(await lastDetail()).toMatchObject({ turnedAway: 'external-api: local user' });
    await logIn('ana');
    expect(await lastDetail()).toMatchObject({ backend: 'password' });
  });

  test('is, where the site says that the outside decides, and keeps what is written here', async () => {
    await open({ adoptsUsers: true });
    await site.activated();
    outside.knows('ana', { firstName: 'Anna' }, OTHER_PASSWORD);
    const { session } = await site.principalOf(await logIn('ana', OTHER_PASSWORD));
    expect(session.backend).toBe('external-api');
    expect(await find('ana')).toMatchObject({ firstName: 'Ana' });
    await logIn('ana');
  });

  test('is not, by whoever has the name there in other letters, where letters tell people apart', async () => {
    await open({ adoptsUsers: true });
    await site.activated();
    outside.people.set('ana', { password: OTHER_PASSWORD, person: { username: 'Ana' } });
    expect(await failure('ana', OTHER_PASSWORD)).toBe('invalid-credentials');
    expect(await lastDetail()).toMatchObject({ turnedAway: 'external-api: spelling' });
  });

  test('stays with the system that adopted them once the site adopts nobody any more', async () => {
    await open({ adoptsUsers: true });
    const { id } = await site.activated();
    outside.knows('ana', {}, OTHER_PASSWORD);
    await logIn('ana', OTHER_PASSWORD);
    expect(await site.audited()).toContain('identity-link ok');
    const later = new Outside('external-api').knows('ana', {}, OTHER_PASSWORD);
    site.backendsBefore.splice(0, 1, later.backend);
    expect((await logIn('ana', OTHER_PASSWORD)).session.userId).toBe(id);
    expect(await find('ana')).toMatchObject({ managedBy: null });
  });

  test('may be known to several systems', async () => {
    await open({ adoptsUsers: true });
    const { id } = await site.activated();
    outside.knows('ana', {}, OTHER_PASSWORD);
    const directory = new Outside('ldap', { adoptsUsers: true }).knows('ana', {}, 'a-third-way-in-for-ana');
    site.backendsBefore.push(directory.backend);
    for (const password of [OTHER_PASSWORD, 'a-third-way-in-for-ana', PASSWORD])
      expect((await logIn('ana', password)).session.userId).toBe(id);
    const providers = (await site.stores.identities.listOfUser(id)).map(({ provider }) => provider);
    expect(providers.toSorted()).toEqual(['external-api', 'ldap']);
  });

  test('without a password is not taken over either, nor one that another system made (ASVS V6.8.1)', async () => {
    const user = await find('ana');
    await site.stores.users.update(user?.id ?? 0, { passwordHash: makeUnusablePassword() });
    outside.knows('ana', {}, OTHER_PASSWORD).knows('bea');
    expect(await failure('ana', OTHER_PASSWORD)).toBe('invalid-credentials');
    await logIn('bea');
    const directory = new Outside('ldap').knows('bea', {}, OTHER_PASSWORD);
    site.backendsBefore.push(directory.backend);
    expect(await failure('bea', OTHER_PASSWORD)).toBe('invalid-credentials');
    expect(directory.asked).toEqual(['bea']);
  });

  test('signs in while the outside system is away, and the audit log says so', async () => {
    outside.answer = { outcome: 'unavailable' };
    await logIn('ana');
    expect(await lastDetail()).toMatchObject({ backend: 'password', unavailable: 'external-api' });
    expect(await failure('ana', OTHER_PASSWORD)).toBe('invalid-credentials');
    expect(await lastDetail()).toEqual({ method: 'password', unavailable: 'external-api' });
  });

  test('does not where a back end refuses for good, and the answer says nothing of it', async () => {
    outside.answer = { outcome: 'refused' };
    expect(await failure('ana')).toBe('invalid-credentials');
    expect(await lastDetail()).toEqual({ method: 'password', refused: 'external-api' });
  });
});

describe('the chain', () => {
  test('asks in order and ends with the first proof', async () => {
    await open();
    const second = new Outside('ldap').knows('bea');
    site.backendsBefore.push(second.backend);
    outside.knows('carl');
    await logIn('carl');
    expect(second.asked).toEqual([]);
    await logIn('bea');
    expect(outside.asked).toEqual(['carl', 'bea']);
    expect(site.hashed).toEqual([]);
  });

  test('asks nobody outside with an empty password or what cannot be a name', async () => {
    await open();
    outside.answer = { outcome: 'asserted', person: { username: 'bea' } };
    for (const [name, password] of [
      ['bea', ''],
      ['bea', 'x'.repeat(5_000)],
      ['bea)(uid=*', PASSWORD],
      ['be\0a', PASSWORD],
      ['x'.repeat(151), PASSWORD],
      ['', PASSWORD],
    ] as const) {
      expect(await failure(name, password)).toBe('invalid-credentials');
    }
    expect(outside.asked).toEqual([]);
  });

  test.each([
    ['nobody outside knows anything', { outcome: 'unknown', userId: null }],
    ['the outside is away', { outcome: 'unavailable' }],
    ['the outside refuses', { outcome: 'refused' }],
  ] as const)('does the same work for known and unknown names when %s', async (_, answer) => {
    await open();
    await site.activated();
    outside.answer = answer;
    const works = [];
    for (const name of ['ana', 'nobody']) {
      const { asked, hashed, waitedMs } = await site.workOf(() => logIn(name, OTHER_PASSWORD));
      works.push({ asked, hashed, waitedMs });
    }
    expect(works[0]).toEqual(works[1]);
    expect(works[0]?.hashed).toHaveLength(1);
    expect(works[0]?.waitedMs).toEqual([500]);
  });
});

describe('a session', () => {
  test('counts only while its back end is configured', async () => {
    await open();
    outside.knows('bea');
    const { sessionKey } = await logIn('bea');
    expect(await site.useCases.session.findPrincipal({ sessionKey })).not.toBeNull();
    site.backendsBefore.length = 0;
    expect(await site.useCases.session.findPrincipal({ sessionKey })).toBeNull();
    expect(await site.useCases.session.findHolder({ sessionKey })).toBeNull();
  });
});

describe('the password of somebody whom an outside system looks after', () => {
  const passwords = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };

  beforeEach(async () => {
    await open();
    outside.knows('bea', { email: 'bea@mail.example' });
  });

  const signedIn = async () => await site.principalOf(await logIn('bea'));

  test('is proved again there', async () => {
    const principal = await signedIn();
    const visitor = site.visitor();
    await site.useCases.login.reauthenticate({ principal, password: PASSWORD, visitor });
    const again = await signedIn();
    const wrong = site.useCases.login.reauthenticate({ principal: again, password: OTHER_PASSWORD, visitor });
    expect(await refusedWith(wrong)).toBe('password: password_wrong');
    outside.answer = { outcome: 'asserted', person: { username: 'carl' } };
    const other = site.useCases.login.reauthenticate({ principal: again, password: PASSWORD, visitor });
    expect(await refusedWith(other)).toBe('password: password_wrong');
  });

  test('is not changed, set or reset here', async () => {
    const principal = await signedIn();
    const visitor = site.visitor();
    const change = { principal, oldPassword: PASSWORD, ...passwords, visitor };
    expect(await refusedWith(site.useCases.password.change(change))).toBe('old_password: password_incorrect');
    const set = site.useCases.password.set({ principal, ...passwords, visitor });
    expect(await refusedWith(set)).toBe('permission-denied');
    await site.useCases.password.requestReset({ email: 'bea@mail.example', visitor });
    expect(await site.mailed()).toEqual([]);
  });

  test('is nobody’s to set who signs up with the address', async () => {
    await signedIn();
    const bea = await find('bea');
    await site.useCases.user.signUp(site.signUpForm({ username: 'thief', email: 'bea@mail.example' }));
    expect(await site.mails()).toMatchObject([{ mail: { mail: 'activation', username: 'thief' } }]);
    expect(await find('bea')).toEqual(bea);
  });

  test('is not set by a link from before', async () => {
    await site.activated();
    const visitor = site.visitor();
    await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor });
    const { path } = await site.mail('password-reset');
    const ana = await find('ana');
    await site.stores.users.update(ana?.id ?? 0, { managedBy: 'ldap' });
    const reset = site.useCases.password.reset({ ...resetIn(path), ...passwords, visitor });
    expect(await refusedWith(reset)).toBe('invalid-link');
  });

  test('becomes one of ours when an operator sets it; the outside system then has no say', async () => {
    outside.knows('bea');
    await signedIn();
    await site.useCases.password.setFor({
      by: 'operator',
      userId: await idOf(site, 'bea'),
      password: OTHER_PASSWORD,
    });
    expect(await failure('bea')).toBe('invalid-credentials');
    await logIn('bea', OTHER_PASSWORD);
  });
});

describe('whom the proxy in front has signed in', () => {
  const proxy = (policy: Partial<OutsidePolicy> = {}) => new Outside('remote-user', policy).backend;
  const enter = (username: string) =>
    site.useCases.login.logInRemoteUser({ username, sessionKey: null, visitor: site.visitor() });

  test('passes the gate, and becomes a user where the site wants that', async () => {
    site = await accountsForTest();
    site.backendsBefore.push(proxy());
    const { outcome, issued } = await enter('bea');
    expect(outcome).toBe('logged-in');
    expect(issued.session.backend).toBe('remote-user');
    site.backendsBefore[0] = proxy({ createsUsers: false });
    await enter('bea');
    expect(await refusedWith(enter('carl'))).toBe('invalid-credentials');
    expect(await site.audited()).toEqual(['sign-up ok', 'log-in ok', 'log-in ok', 'log-in failed']);
  });

  test('is not an ordinary user of that name, nor one who may not enter', async () => {
    site = await accountsForTest();
    site.backendsBefore.push(proxy());
    await site.activated();
    expect(await refusedWith(enter('ana'))).toBe('invalid-credentials');
    await enter('bea');
    await site.deactivate((await find('bea'))?.id ?? 0);
    expect(await refusedWith(enter('bea'))).toBe('invalid-credentials');
    expect((await site.audited()).filter((row) => row === 'log-in failed')).toHaveLength(2);
  });

  test('is nobody where the site has no such proxy', async () => {
    site = await accountsForTest();
    expect(await refusedWith(enter('bea'))).toBe('not-found');
  });
});
