import type { Dependencies } from '../dependencies.ts';
import { canonicalEmail } from './email.ts';
import type { User } from './user.ts';
import { canonicalUsername } from './username.ts';

/**
 * Whom a typed identifier names: something with an `@` is first an address, and only the primary one counts; the
 * name-spaces never cross otherwise.
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
  const usernameKey = canonicalUsername(identifier);
  // What a database cannot hold as text is nobody's name.
  const isNobody = by === 'email' || usernameKey.includes('\0') || !usernameKey.isWellFormed();
  return isNobody ? null : await deps.users.findByUsernameKey(usernameKey);
}

/** One form for everything a person may type for one account, for counters: letter case and Unicode forms fold. */
export function canonicalIdentifier(identifier: string): string {
  return canonicalEmail(identifier) ?? canonicalUsername(identifier).slice(0, 256);
}
