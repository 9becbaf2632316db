import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { randomPublicId } from '../../../src/core/kernel/secret-value.ts';
import type { OutsidePolicy } from '../../../src/core/user/authentication-backend.ts';
import {
  type AccountsForTest,
  accountsIn,
  keyIn,
  OTHER_PASSWORD,
  PASSWORD,
  resetIn,
} from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';

const chosen = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };

describe.each(storeKinds)('the e-mail that welcomes, on %s', (kind) => {
  let opened: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    opened = await openStores(kind);
    site = accountsIn(opened, { unverifiedMayLogIn: true, activationAsksPassword: false });
  });
  afterEach(() => opened?.close());

  const welcomes = async () => (await site.mailed()).filter((mail) => mail.startsWith('welcome'));
  const activationKey = async () => keyIn((await site.mail('activation')).path);
  const visitor = () => site.visitor();

  async function resetOf(email: string) {
    await site.useCases.password.requestReset({ email, visitor: visitor() });
    return { ...resetIn((await site.mail('password-reset', email)).path), ...chosen, visitor: visitor() };
  }

  async function changeAddress(email: string, identifier = 'ana', password = PASSWORD): Promise<void> {
    const principal = await site.principalOf(await site.logIn({ identifier, password }));
    await site.useCases.email.requestChange({ principal, email, visitor: visitor() });
    const key = keyIn((await site.mail('email-change-confirm', email)).path);
    await site.useCases.email.confirmChange({ principal, key, visitor: visitor() });
  }

  async function addAddress(email: string, password = PASSWORD) {
    const principal = await site.principalOf(await site.logIn({ password }));
    const added = await site.useCases.email.addAddress({ principal, email, visitor: visitor() });
    const key = keyIn((await site.mail('email-add-confirm', email)).path);
    await site.useCases.email.confirmAddress({ principal, key, visitor: visitor() });
    return { principal, addressId: added.id };
  }

  function vouchedFor(email: string | undefined, policy: Partial<OutsidePolicy> = {}) {
    site.backendsBefore.splice(0, 1, {
      name: 'external-api',
      outside: {
        createsUsers: true,
        adoptsUsers: false,
        emailsAreVerified: true,
        namesIgnoreCase: false,
        ...policy,
      },
      authenticate: async () => ({ outcome: 'asserted', person: { username: 'ana', email } }),
    });
    return site.logIn({ password: 'theirs' });
  }

  test('comes with the activation', async () => {
    await site.signedUp();
    expect(await welcomes()).toEqual([]);
    await site.confirmActivation({ key: await activationKey() });
    expect(await welcomes()).toEqual(['welcome → ana@mail.example']);
  });

  test('comes with an activation that took a password', async () => {
    await site.signedUp();
    await site.confirmActivation({ key: await activationKey(), newPassword: chosen });
    expect(await welcomes()).toEqual(['welcome → ana@mail.example']);
  });

  test('comes with a reset that proves the address, and not with another', async () => {
    await site.signedUp();
    await site.useCases.password.reset(await resetOf('ana@mail.example'));
    expect(await welcomes()).toEqual(['welcome → ana@mail.example']);
    await site.useCases.password.reset(await resetOf('ana@mail.example'));
    expect(await welcomes()).toHaveLength(1);
  });

  test('comes with a change to an address that is proved first', async () => {
    await site.signedUp();
    await changeAddress('ana.new@mail.example');
    expect(await welcomes()).toEqual(['welcome → ana.new@mail.example']);
    await changeAddress('ana.next@mail.example');
    expect(await welcomes()).toHaveLength(1);
  });

  test('comes with an added address that becomes the primary one', async () => {
    await site.signedUp();
    const proved = await addAddress('ana.two@mail.example');
    expect(await welcomes()).toEqual([]);
    await site.useCases.email.makePrimary({ ...proved, visitor: visitor() });
    expect(await welcomes()).toEqual(['welcome → ana.two@mail.example']);
  });

  test('comes with the first address of who signed up without one', async () => {
    const fields = site.settings.signUpFields;
    site = accountsIn(opened, { signUpFields: { ...fields, email: { isRequired: false } } });
    await site.useCases.user.signUp(site.signUpForm({ email: '' }));
    expect(await welcomes()).toEqual([]);
    await addAddress('ana@mail.example');
    expect(await welcomes()).toEqual(['welcome → ana@mail.example']);
  });

  test('comes to whom an outside system vouches for with the address, at the first log-in', async () => {
    await vouchedFor('ana@mail.example');
    expect(await welcomes()).toEqual(['welcome → ana@mail.example']);
    await vouchedFor('ana@mail.example');
    expect(await welcomes()).toHaveLength(1);
  });

  test('waits for the proof where the outside system’s addresses prove nothing', async () => {
    await vouchedFor('ana@mail.example', { emailsAreVerified: false });
    expect(await welcomes()).toEqual([]);
    const principal = await site.principalOf(await vouchedFor('ana@mail.example'));
    await site.useCases.activation.send({ principal, email: 'ana@mail.example', visitor: visitor() });
    await site.confirmActivation({ key: await activationKey(), principal });
    expect(await welcomes()).toEqual(['welcome → ana@mail.example']);
  });

  test('comes at once to whom the operator makes and vouches for, and not to the superuser that a start makes', async () => {
    const ana = { by: 'operator', username: 'ana', email: 'ana@mail.example', password: PASSWORD } as const;
    await site.useCases.user.createFirstSuperuser({ username: 'chief', email: 'chief@mail.example' });
    await site.useCases.user.create(ana);
    await changeAddress('ana.new@mail.example');
    await site.useCases.password.reset(await resetOf('ana.new@mail.example'));
    expect(await welcomes()).toEqual(['welcome → ana@mail.example']);
  });

  test('waits for the proof of who is made with an address that nobody vouches for', async () => {
    const ana = { by: 'operator', username: 'ana', email: 'ana@mail.example', password: PASSWORD } as const;
    await site.useCases.user.create({ ...ana, isEmailVerified: false });
    expect(await welcomes()).toEqual([]);
    await site.useCases.password.reset(await resetOf('ana@mail.example'));
    expect(await welcomes()).toEqual(['welcome → ana@mail.example']);
  });

  test('comes to nobody of whom whoever makes them says so, whatever they prove later', async () => {
    const ana = { by: 'operator', username: 'ana', email: 'ana@mail.example', password: PASSWORD } as const;
    await site.useCases.user.create({ ...ana, awaitsWelcome: false });
    await changeAddress('ana.new@mail.example');
    expect(await welcomes()).toEqual([]);
  });

  test('comes to nobody who was brought over from elsewhere', async () => {
    const passwordHash = await site.deps.passwordHasher.hash(PASSWORD);
    const id = randomPublicId();
    const rights = { isActive: true, isStaff: false, isSuperuser: false };
    const names = { username: 'ana', firstName: '', lastName: '', language: null, extra: {} };
    await opened.users.create({ ...names, ...rights, id, passwordHash, dateJoined: site.clock.now() });
    const email = 'ana@mail.example';
    await opened.emailAddresses.addUnclaimed({ id: randomPublicId(), userId: id, email, isPrimary: true });
    await site.useCases.activation.send({ principal: null, email, visitor: visitor() });
    await site.confirmActivation({ key: await activationKey() });
    expect(await site.user(id)).toMatchObject({ isEmailVerified: true });
    expect(await welcomes()).toEqual([]);
  });

  test('does not come again once a shut account is opened', async () => {
    const { id } = await site.activated();
    await site.useCases.user.deactivate({ by: 'operator', userId: id });
    await site.useCases.user.activate({ by: 'operator', userId: id });
    await site.useCases.password.reset(await resetOf('ana@mail.example'));
    await changeAddress('ana.new@mail.example', 'ana', OTHER_PASSWORD);
    expect(await welcomes()).toHaveLength(1);
  });

  test('comes once where a link of each kind is opened at once', async () => {
    for (let round = 0; round < 8; round += 1) {
      const email = `race${round}@mail.example`;
      await site.signedUp({ username: `race${round}`, email });
      const key = keyIn((await site.mail('activation', email)).path);
      const reset = await resetOf(email);
      await Promise.allSettled([
        site.confirmActivation({ key, newPassword: chosen }),
        site.useCases.password.reset(reset),
        site.confirmActivation({ key, newPassword: chosen }),
      ]);
      expect((await welcomes()).filter((mail) => mail.endsWith(email))).toEqual([`welcome → ${email}`]);
    }
  });
});
