import type { Stores } from '../dependencies.ts';
import type { Settings } from '../settings.ts';
import { canonicalEmail } from './email.ts';
import { findNameHolder } from './find-name-holder.ts';
import type { User } from './user.ts';

/**
 * `proved` by this call; `known` where the user had proved it before; `refused` where it is none of the user's
 * addresses, somebody else was first, or has it for a user name.
 */
export type AddressProof = 'proved' | 'known' | 'refused';

/**
 * Makes an address the user's verified own, because whoever acts has just opened a link that went there. The first who
 * proves an address has it; whoever else claims it keeps the claim, which opens nothing. Only inside a transaction that
 * holds the user.
 */
export async function proveAddress(
  stores: Pick<Stores, 'emailAddresses' | 'users'>,
  settings: Pick<Settings, 'logInBy'>,
  { user, email }: { readonly user: Pick<User, 'id'>; readonly email: string },
): Promise<AddressProof> {
  const emailKey = canonicalEmail(email);
  const known = await stores.emailAddresses.listOfUser(user.id);
  const address = known.find((own) => canonicalEmail(own.email) === emailKey);
  if (emailKey === null || address === undefined) return 'refused';
  if (address.isVerified) return 'known';
  if ((await findNameHolder(stores, settings, { email, userId: user.id })) !== null) return 'refused';
  const isProved =
    address.emailKey === null
      ? await stores.emailAddresses.claim(user.id, address.id, emailKey)
      : await stores.emailAddresses.markVerified(user.id, emailKey);
  return isProved ? 'proved' : 'refused';
}
