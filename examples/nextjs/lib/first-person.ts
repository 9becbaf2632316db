import { randomBytes } from 'node:crypto';
import type { Stagedoor } from 'stagedoor';

/** Somebody to log in as: made when the site first starts on a desk, with a password that is said once. */
export async function addFirstPerson({ useCases }: Stagedoor): Promise<void> {
  if ((await useCases.user.find({ identifier: 'ana' })) !== null) return;
  const password = randomBytes(12).toString('base64url');
  await useCases.user.create({
    by: 'operator',
    username: 'ana',
    email: 'ana@mail.example',
    password,
    validatePassword: false,
    isStaff: false,
    isSuperuser: false,
  });
  console.log(`  Log in as ana with the password ${password}`);
}
