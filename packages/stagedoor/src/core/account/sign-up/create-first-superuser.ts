import { AccountsError } from '../../kernel/errors.ts';
import { randomPassword } from '../../password/random-password.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';
import { createUser } from './create-user.ts';

/** Whoever keeps the site, and the password that is told once and stored nowhere. */
export interface FirstSuperuser {
  readonly user: User;
  readonly password: string;
}

/**
 * Makes a superuser with a random password where there is no user at all; null where there is one. Of two processes
 * that start at once one makes it.
 */
export async function createFirstSuperuser(
  deps: Pick<
    Dependencies,
    'transact' | 'stages' | 'users' | 'passwordHasher' | 'breachedPasswords' | 'clock' | 'settings'
  >,
  input: { readonly username: string | null; readonly email: string },
): Promise<FirstSuperuser | null> {
  const [somebody] = await deps.users.list({ afterId: 0, limit: 1 });
  if (somebody) return null;
  const password = randomPassword();
  const superuser = {
    by: 'operator',
    ...input,
    password,
    validatePassword: false,
    // Whoever starts a site is told at the terminal; the address is made up.
    awaitsWelcome: false,
    isStaff: true,
    isSuperuser: true,
  } as const;
  try {
    return { user: await createUser(deps, superuser), password };
  } catch (error) {
    if (isTaken(error)) return null;
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  if (!(error instanceof AccountsError) || error.refusal.code !== 'invalid-input') return false;
  const codes = Object.values(error.refusal.fields).flatMap((problems) => problems.map(({ code }) => code));
  return codes.length > 0 && codes.every((code) => code === 'username_taken' || code === 'email_taken');
}
