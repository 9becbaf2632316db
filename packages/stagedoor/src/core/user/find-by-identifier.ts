import { canonicalEmail } from '../kernel/email.ts';
import type { Dependencies } from './dependencies.ts';
import type { Settings } from './settings.ts';
import type { User } from './user.ts';
import { canonicalUsername, usernameKeyOf } from './username.ts';

/**
 * Whom a typed identifier names: something with an `@` is first an address, of which only a proved primary one counts;
 * then it is a username. An address that nobody has proved names nobody, or whoever signed up with it would stand for
 * its owner.
 */
export async function findByIdentifier(
  deps: Pick<Dependencies, 'users' | 'settings'>,
  identifier: string,
): Promise<User | null> {
  const by = deps.settings.logInBy;
  const emailKey = by === 'username' ? null : canonicalEmail(identifier);
  if (emailKey !== null) {
    const user = await deps.users.findByEmailKey(emailKey);
    if (user && canonicalEmail(user.email) === emailKey) return user;
  }
  const usernameKey = by === 'email' ? null : usernameKeyOf(identifier);
  const named = usernameKey === null ? null : await deps.users.findByUsernameKey(usernameKey);
  if (named !== null || emailKey === null || !unprovedAddressNames(deps.settings)) return named;
  const [newest = null] = await deps.users.listClaimants(emailKey, 1, 'youngest-first');
  return newest;
}

/**
 * Whether somebody may log in by an address that they have not proved. Only where they have no other name, or where
 * sign-up tells who has an account anyway: together with sign-up it tells whether somebody else has proved the address.
 */
export function unprovedAddressNames(
  settings: Pick<Settings, 'unverifiedMayLogIn' | 'logInBy' | 'signUpRevealsTakenEmail'>,
): boolean {
  return settings.unverifiedMayLogIn && (settings.logInBy === 'email' || settings.signUpRevealsTakenEmail);
}

/** One form for everything a person may type for one account, for counters: letter case and Unicode forms fold. */
export function canonicalIdentifier(identifier: string): string {
  return canonicalEmail(identifier) ?? canonicalUsername(identifier).slice(0, 256);
}
