import { securityEvent } from '../../audit/security-event.ts';
import { canonicalEmail } from '../../kernel/email.ts';
import { randomPublicId } from '../../kernel/secret-value.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import type { User } from '../../user/user.ts';
import { checkUsername, normalizeUsername } from '../../user/username.ts';
import type { Stores } from '../dependencies.ts';
import { notifyOfUsername } from './notify-of-username.ts';

/**
 * A user name that was the primary address goes with it to the new one: left behind it would be somebody else's address
 * one day. Where the new address cannot be a name, or is one, the part before the `@` with a number is. The new address is
 * told. Only inside a transaction that holds the user.
 */
export async function renameWithAddress(
  stores: Pick<Stores, 'users' | 'audit' | 'jobs'>,
  change: {
    /** As it was before, with the old address. */
    readonly user: User;
    readonly newEmail: string;
    readonly visitor: Visitor;
    readonly now: Date;
  },
): Promise<void> {
  const { user, newEmail, visitor, now } = change;
  const named = user.username === null ? null : canonicalEmail(user.username);
  if (named === null || named !== canonicalEmail(user.email) || named === canonicalEmail(newEmail)) return;
  const username = await takeName(stores, user, newEmail);
  await stores.audit.append(securityEvent('username-change', { userId: user.id, visitor, now }));
  await notifyOfUsername(stores, { user: { ...user, email: newEmail }, username, visitor, now });
}

async function takeName({ users }: Pick<Stores, 'users'>, user: User, newEmail: string): Promise<string> {
  const wanted = normalizeUsername(newEmail);
  if (checkUsername(wanted, newEmail).length === 0 && (await users.update(user.id, { username: wanted })))
    return wanted;
  const local = newEmail.slice(0, newEmail.lastIndexOf('@')).replaceAll(/[^A-Za-z0-9_.+-]/g, '');
  const username = `${local}-${randomPublicId()}`;
  await users.update(user.id, { username });
  return username;
}
