import { findLink, type LiveLink } from '../../link/find-link.ts';
import type { Principal } from '../../session/session.ts';
import { isFree } from '../../user/prove-address.ts';
import type { Dependencies, Stores } from '../dependencies.ts';

export interface EmailLink {
  readonly purpose: 'email-add' | 'email-change';
  readonly key: string;
  readonly principal: Principal;
}

/**
 * The address that a mailed link would confirm now for who is logged in, or null; looking does not use it up. A link that
 * nobody used is dead, too, once the address was removed, or somebody else has proved it.
 */
export async function findEmailLink(
  deps: Pick<Dependencies, 'oneTimeLinks' | 'users' | 'emailAddresses' | 'clock' | 'settings'>,
  { purpose, key, principal }: EmailLink,
): Promise<{ readonly email: string } | null> {
  const live = await findLink(deps, { purpose, key });
  if (live?.user.id !== principal.user.id) return null;
  if (purpose === 'email-add' && !(await isWaiting(deps, live))) return null;
  const { user, link } = live;
  return (await isFree(deps, deps.settings, { user, email: link.email })) ? { email: link.email } : null;
}

async function isWaiting(
  { emailAddresses }: Pick<Stores, 'emailAddresses'>,
  { user, link }: LiveLink,
): Promise<boolean> {
  const known = await emailAddresses.listOfUser(user.id);
  return known.some(({ email, emailKey }) => email === link.email && emailKey === null);
}
