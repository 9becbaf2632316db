import { canonicalEmail } from '../kernel/email.ts';
import { fieldRefusal } from '../kernel/errors.ts';
import { randomPublicId } from '../kernel/secret-value.ts';
import type { Settings } from '../user/settings.ts';
import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';

/** The primary address of a new account. */
export interface NewAddress {
  readonly email: string;
  /** Whether whoever makes the account vouches for it. Otherwise it is a claim, until an e-mail there is opened. */
  readonly isProved: boolean;
  /**
   * What becomes of one that somebody else has proved, or has for a user name. `claim` tells nobody: any number of accounts may
   * claim an address. Where one is refused, another's claim is reason enough.
   */
  readonly ifTaken: 'refuse' | 'leave-out' | 'claim';
}

type AddressStores = Pick<Stores, 'users' | 'emailAddresses'>;

/**
 * Keeps others from proving, or taking for a name, what the new account is about to have. Always in the same order: of two that
 * hold the same addresses one waits, and neither for ever.
 */
export async function holdAddresses(
  { emailAddresses }: AddressStores,
  { logInBy }: Pick<Settings, 'logInBy'>,
  { username, address }: { readonly username: string | null; readonly address: NewAddress | null },
): Promise<void> {
  const isFree = address === null || (address.ifTaken === 'claim' && logInBy === 'email');
  const keys = [canonicalEmail(username ?? ''), isFree ? null : canonicalEmail(address.email)];
  for (const key of [...new Set(keys)].filter((given) => given !== null).sort())
    await emailAddresses.lockKey(key);
}

/** Whether the name reads as an address that somebody has proved; of one that is refused where it is taken the address says so. */
export async function namesAnother(
  { users }: AddressStores,
  { username, address }: { readonly username: string | null; readonly address: NewAddress | null },
): Promise<boolean> {
  const nameKey = canonicalEmail(username ?? '');
  if (nameKey === null) return false;
  if (address?.ifTaken === 'refuse' && canonicalEmail(address.email) === nameKey) return false;
  return (await users.findByEmailKey(nameKey)) !== null;
}

interface Writing {
  readonly userId: number;
  readonly address: NewAddress;
  /** Who has the address for a user name in their own right. */
  readonly nameHolder: User | null;
}

/**
 * Writes the address, and answers how it stands.
 *
 * @throws AccountsError `invalid-input` at `email` for one that is somebody's and is refused then: the account goes with it
 */
export async function addAddress(
  stores: AddressStores,
  writing: Writing,
): Promise<'proved' | 'claimed' | 'left-out'> {
  const { address, nameHolder } = writing;
  const isHeld = nameHolder !== null && address.ifTaken !== 'claim';
  const isAdded = !isHeld && (await (address.isProved ? addProved : addClaim)(stores, writing));
  if (isAdded) return address.isProved ? 'proved' : 'claimed';
  if (address.ifTaken === 'refuse') throw fieldRefusal('email', 'email_taken');
  return 'left-out';
}

/** Of two at once the unique index says who has it. */
function addProved({ emailAddresses }: AddressStores, { userId, address }: Writing): Promise<boolean> {
  const { email } = address;
  const emailKey = canonicalEmail(email) ?? '';
  return emailAddresses.add({
    id: randomPublicId(),
    userId,
    email,
    emailKey,
    isVerified: true,
    isPrimary: true,
  });
}

async function addClaim(stores: AddressStores, { userId, address }: Writing): Promise<boolean> {
  if (address.ifTaken !== 'claim' && (await isSomebodys(stores, address))) return false;
  const { email } = address;
  return await stores.emailAddresses.addUnclaimed({ id: randomPublicId(), userId, email, isPrimary: true });
}

async function isSomebodys(
  { users, emailAddresses }: AddressStores,
  { email, ifTaken }: NewAddress,
): Promise<boolean> {
  const emailKey = canonicalEmail(email) ?? '';
  if ((await emailAddresses.findByKey(emailKey)) !== null) return true;
  return ifTaken === 'refuse' && (await users.listClaimants(emailKey, 1, 'youngest-first')).length > 0;
}
