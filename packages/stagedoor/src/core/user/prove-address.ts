import { canonicalEmail } from '../kernel/email.ts';
import type { Stores } from './dependencies.ts';
import type { EmailAddress } from './email-address-store.ts';
import { findNameHolder, seeNameHolder } from './find-name-holder.ts';
import type { Settings } from './settings.ts';
import type { User } from './user.ts';

/**
 * `proved` by this call; `known` where the user had proved it before; `refused` where it is none of the user's
 * addresses, somebody else was first, or has it for a user name.
 */
export type AddressProof = 'proved' | 'known' | 'refused';

interface Proving {
  readonly user: Pick<User, 'id'>;
  readonly email: string;
}

/**
 * Makes an address the user's verified own, because whoever acts has just opened a link that went there. The first who
 * proves an address has it; whoever else claims it keeps the claim, which opens nothing. Only inside a transaction that
 * holds the user.
 */
export async function proveAddress(
  stores: Pick<Stores, 'emailAddresses' | 'users'>,
  settings: Pick<Settings, 'logInBy'>,
  { user, email }: Proving,
): Promise<AddressProof> {
  const emailKey = canonicalEmail(email);
  const address = await ownAddress(stores, { user, email });
  if (emailKey === null || address === undefined) return 'refused';
  if (address.isVerified) return 'known';
  if ((await findNameHolder(stores, settings, { email, userId: user.id })) !== null) return 'refused';
  const isProved =
    address.emailKey === null
      ? await stores.emailAddresses.claim(user.id, address.id, emailKey)
      : await stores.emailAddresses.markVerified(user.id, emailKey);
  return isProved ? 'proved' : 'refused';
}

/** What `proveAddress` would answer now, for whoever only looks. */
export async function foreseeProof(
  stores: Pick<Stores, 'emailAddresses' | 'users'>,
  settings: Pick<Settings, 'logInBy'>,
  { user, email }: Proving,
): Promise<AddressProof> {
  const address = await ownAddress(stores, { user, email });
  if (address === undefined) return 'refused';
  if (address.isVerified) return 'known';
  return (await isFree(stores, settings, { user, email })) ? 'proved' : 'refused';
}

/** Whether nobody else has proved the address or has it for a user name. */
export async function isFree(
  stores: Pick<Stores, 'emailAddresses' | 'users'>,
  settings: Pick<Settings, 'logInBy'>,
  { user, email }: Proving,
): Promise<boolean> {
  const owner = await stores.emailAddresses.findByKey(canonicalEmail(email) ?? '');
  if (owner !== null && owner.userId !== user.id) return false;
  return (await seeNameHolder(stores, settings, { email, userId: user.id })) === null;
}

async function ownAddress(
  stores: Pick<Stores, 'emailAddresses'>,
  { user, email }: Proving,
): Promise<EmailAddress | undefined> {
  const emailKey = canonicalEmail(email);
  if (emailKey === null) return undefined;
  const known = await stores.emailAddresses.listOfUser(user.id);
  return known.find((own) => canonicalEmail(own.email) === emailKey);
}
