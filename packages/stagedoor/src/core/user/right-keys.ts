import { canonicalEmail } from '../kernel/email.ts';
import type { AddressKeys, StoredAddress, StoredName } from './lookup-key-store.ts';
import { canonicalUsername } from './username.ts';

/** The form that a name is to be found by; null for none, and for one of blanks. */
export function rightNameKey({ username }: Pick<StoredName, 'username'>): string | null {
  return username === null ? null : canonicalUsername(username) || null;
}

/**
 * What is to be stored of an address. Nobody can have opened an e-mail at what is no address: it is unproved. A proved one without a
 * form was left out by whoever copied it, and stays so: it logs nobody in.
 */
export function rightAddressKeys({ email, isVerified, emailKey }: StoredAddress): AddressKeys {
  const canonical = canonicalEmail(email);
  if (!isVerified || canonical === null)
    return { isVerified: false, emailKey: null, unprovedKey: canonical ?? email };
  return { isVerified, emailKey: emailKey === null ? null : canonical, unprovedKey: null };
}
