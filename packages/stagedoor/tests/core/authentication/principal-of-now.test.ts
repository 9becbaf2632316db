import { describe, expect, test } from 'vitest';
import { principalOfNow } from '../../../src/core/authentication/principal-of-now.ts';
import { isRefused } from '../../../src/core/session/refused.ts';
import { anaWithAll, kinds } from '../../support/credentials.ts';

describe.each(kinds)('who came by a credential of kind %s', (kind) => {
  async function ana() {
    const { site, credentials, userId } = await anaWithAll();
    const principal = await site.useCases.authentication.find(credentials[kind]);
    if (principal === null || isRefused(principal)) throw new Error('Nobody.');
    return { site, userId, findOfNow: () => principalOfNow(site.deps, { principal }) };
  }

  test('has the rights of now', async () => {
    const { site, userId, findOfNow } = await ana();
    const { group, user } = site.useCases;
    const { id } = await group.create({ by: 'operator', name: 'editors' });
    await group.addMember({ by: 'operator', userId, groupId: id });
    await user.setFlags({ by: 'operator', userId, isStaff: true });
    expect(await findOfNow()).toMatchObject({
      credentialKind: kind,
      user: { isStaff: true },
      groups: [{ name: 'editors' }],
    });
    await group.removeMember({ by: 'operator', userId, groupId: id });
    await user.setFlags({ by: 'operator', userId, isStaff: false });
    expect(await findOfNow()).toMatchObject({ user: { isStaff: false }, groups: [] });
  });

  test('is nobody once they are shut out', async () => {
    const { site, userId, findOfNow } = await ana();
    await site.useCases.user.deactivate({ by: 'operator', userId });
    expect(await findOfNow()).toBeNull();
  });
});

test('who came by a password is nobody once it is another', async () => {
  const { site, credentials, userId } = await anaWithAll();
  const principal = await site.useCases.authentication.find(credentials.password);
  if (principal === null || isRefused(principal)) throw new Error('Nobody.');
  await site.useCases.password.setFor({ by: 'operator', userId, password: 'another-long-secret-2' });
  expect(await principalOfNow(site.deps, { principal })).toBeNull();
});
