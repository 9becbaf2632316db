import { expect, test } from 'vitest';
import { guardLastSuperuser } from '../../../src/core/access/last-superuser.ts';
import { accountsForTest, refusedWith } from '../../support/core.ts';

/** A site with one superuser, and the store of users that notes when the superusers are held. */
async function siteOf(isSuperuser: boolean) {
  const site = await accountsForTest();
  const { id } = await site.activated();
  const flag = (value: boolean) =>
    site.useCases.user.setFlags({ by: 'operator', userId: id, isStaff: value, isSuperuser: value });
  if (isSuperuser) await flag(true);
  let held = 0;
  const users = {
    findById: (userId: number) => site.stores.users.findById(userId),
    countSuperusers: () => {
      held += 1;
      return site.stores.users.countSuperusers();
    },
  };
  return { id, flag, users, held: () => held };
}

test('the superusers are held before anything else is locked where one goes, and only then', async () => {
  const one = await siteOf(true);
  const refuse = await guardLastSuperuser(one.users, one.id);
  expect(one.held()).toBe(1);
  expect(await refusedWith(refuse({ isActive: true, isSuperuser: true }))).toBe(
    'non_field_errors: last_superuser',
  );
  expect(one.held()).toBe(1);
  const other = await siteOf(false);
  const pass = await guardLastSuperuser(other.users, other.id);
  await pass({ isActive: true, isSuperuser: false });
  expect(other.held()).toBe(0);
});

test('who became the last superuser meanwhile does not go', async () => {
  const { id, flag, users, held } = await siteOf(false);
  const refuse = await guardLastSuperuser(users, id);
  await flag(true);
  expect(await refusedWith(refuse({ isActive: true, isSuperuser: true }))).toBe(
    'non_field_errors: last_superuser',
  );
  expect(held()).toBe(1);
});
