import { canonicalEmail } from '../../kernel/email.ts';
import { AccountsError } from '../../kernel/errors.ts';
import type { OneTimeLink } from '../../link/one-time-link-store.ts';
import type { EmailAddress } from '../../user/email-address-store.ts';
import type { Stores } from '../dependencies.ts';

/** One of the user's own addresses. */
export interface OwnAddress extends EmailAddress {
  /** Until when the address cannot be removed, because a change away from it can be taken back; null for any other. */
  readonly keptUntil: Date | null;
}

/** The user's addresses: the primary one first, then the verified ones, then by age. */
export async function ownAddresses(
  stores: Pick<Stores, 'emailAddresses' | 'oneTimeLinks'>,
  userId: number,
  now: Date,
): Promise<readonly OwnAddress[]> {
  const addresses = await stores.emailAddresses.listOfUser(userId);
  const undos = await stores.oneTimeLinks.listOfUser(userId, 'email-change-undo', now);
  const rank = ({ isPrimary, isVerified }: EmailAddress): number => (isPrimary ? 0 : isVerified ? 1 : 2);
  return addresses
    .map((address) => ({ ...address, keptUntil: address.isPrimary ? null : keptUntil(address, undos) }))
    .sort((one, other) => rank(one) - rank(other) || one.email.localeCompare(other.email, 'en'));
}

/** @throws AccountsError `not-found` for an address that is not there, or somebody else's: the same. */
export async function ownAddress(
  stores: Pick<Stores, 'emailAddresses' | 'oneTimeLinks'>,
  { userId, addressId, now }: { userId: number; addressId: number; now: Date },
): Promise<OwnAddress> {
  const found = (await ownAddresses(stores, userId, now)).find(({ id }) => id === addressId);
  if (found === undefined) throw new AccountsError({ code: 'not-found' });
  return found;
}

function keptUntil({ email }: EmailAddress, undos: readonly OneTimeLink[]): Date | null {
  const key = canonicalEmail(email);
  const ends = undos.filter((link) => canonicalEmail(link.email) === key).map((link) => link.expiresAt);
  return ends.sort((one, other) => other.getTime() - one.getTime())[0] ?? null;
}
