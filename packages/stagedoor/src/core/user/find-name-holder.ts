import { canonicalEmail } from '../kernel/email.ts';
import type { Stores } from './dependencies.ts';
import type { EmailAddress } from './email-address-store.ts';
import type { Settings } from './settings.ts';
import type { User } from './user.ts';
import { canonicalUsername } from './username.ts';

interface Asked {
  readonly email: string;
  readonly userId: number;
}

/**
 * Who, other than `userId`, has the address for a user name in their own right: an imported user, one whom an outside
 * system vouches for, staff. Whoever only signed up with a name that repeats the address they typed has shown nothing,
 * and is nobody here. The address is held (`lockKey`), so that what is read stays true until the transaction ends; whoever
 * makes a user asks before, so that nobody waits in a ring.
 */
export async function findNameHolder(
  stores: Pick<Stores, 'users' | 'emailAddresses'>,
  settings: Pick<Settings, 'logInBy'>,
  asked: Asked,
): Promise<User | null> {
  const emailKey = canonicalEmail(asked.email);
  if (emailKey !== null && settings.logInBy !== 'email') await stores.emailAddresses.lockKey(emailKey);
  return await seeNameHolder(stores, settings, asked);
}

/** The same for whoever only looks: nothing is held, and a moment later it may be otherwise. */
export async function seeNameHolder(
  stores: Pick<Stores, 'users' | 'emailAddresses'>,
  settings: Pick<Settings, 'logInBy'>,
  { email, userId }: Asked,
): Promise<User | null> {
  const emailKey = canonicalEmail(email);
  // Names log nobody in there.
  if (emailKey === null || settings.logInBy === 'email') return null;
  // An international domain may stand in a name in either form.
  for (const usernameKey of new Set([emailKey, canonicalUsername(email)])) {
    const holder = await stores.users.findByUsernameKey(usernameKey);
    // The same look-up whether there is anybody or not.
    const addresses = await stores.emailAddresses.listOfUser(holder?.id ?? userId);
    if (holder !== null && holder.id !== userId && hasItFirmly(holder, emailKey, addresses)) return holder;
  }
  return null;
}

function hasItFirmly(holder: User, emailKey: string, addresses: readonly EmailAddress[]): boolean {
  if (holder.isStaff || holder.isSuperuser || holder.managedBy !== null) return true;
  return !addresses.some(({ email, isVerified }) => !isVerified && canonicalEmail(email) === emailKey);
}
