import { randomBytes } from 'node:crypto';
import type { Stagedoor } from 'stagedoor';

/** Two to log in as: made when the site first starts on a desk, with a password that is said once. */
export async function addFirstPeople({ useCases }: Stagedoor): Promise<void> {
  if ((await useCases.user.find({ identifier: 'ana' })) !== null) return;
  const password = randomBytes(12).toString('base64url');
  for (const username of ['ana', 'ben'])
    await useCases.user.create({
      by: 'operator',
      username,
      email: `${username}@mail.example`,
      password,
      validatePassword: false,
      isStaff: false,
      isSuperuser: false,
    });
  const ana = await useCases.user.find({ identifier: 'ana' });
  // Nobody gives a role that they have not: who makes vendors is one.
  for (const name of ['Administrator', 'Vendor']) {
    const group = await useCases.group.find({ name });
    if (ana !== null && group !== null)
      await useCases.group.addMember({ by: 'operator', groupId: group.id, userId: ana.id });
  }
  console.log(`  Log in as ana, who administers, or as ben, with the password ${password}`);
}
