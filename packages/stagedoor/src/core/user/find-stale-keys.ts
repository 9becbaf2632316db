import type { Dependencies } from './dependencies.ts';
import type { AddressKeys, StoredAddress, StoredName } from './lookup-key-store.ts';
import { rightAddressKeys, rightNameKey } from './right-keys.ts';

const PAGE = 500;

export interface StaleName {
  readonly seen: StoredName;
  readonly right: string | null;
}

export interface StaleAddress {
  readonly seen: StoredAddress;
  readonly right: AddressKeys;
}

/** Users whose name is stored under another form than a log-in looks it up by, by id. */
export async function findStaleNames({
  lookupKeys,
}: Pick<Dependencies, 'lookupKeys'>): Promise<readonly StaleName[]> {
  const stale: StaleName[] = [];
  for (let afterId = 0; ; ) {
    const page = await lookupKeys.listNames({ afterId, limit: PAGE });
    const judged = page.map((seen) => ({ seen, right: rightNameKey(seen) }));
    stale.push(...judged.filter(({ seen, right }) => seen.key !== right));
    if (page.length < PAGE) return stale;
    afterId = page.at(-1)?.userId ?? afterId;
  }
}

/** Addresses that are stored under another form, or as proved though they are none, by id. */
export async function findStaleAddresses({
  lookupKeys,
}: Pick<Dependencies, 'lookupKeys'>): Promise<readonly StaleAddress[]> {
  const stale: StaleAddress[] = [];
  for (let afterId = 0; ; ) {
    const page = await lookupKeys.listAddresses({ afterId, limit: PAGE });
    const judged = page.map((seen) => ({ seen, right: rightAddressKeys(seen) }));
    stale.push(...judged.filter(({ seen, right }) => !isSame(seen, right)));
    if (page.length < PAGE) return stale;
    afterId = page.at(-1)?.id ?? afterId;
  }
}

function isSame(one: AddressKeys, other: AddressKeys): boolean {
  return (
    one.isVerified === other.isVerified &&
    one.emailKey === other.emailKey &&
    one.unprovedKey === other.unprovedKey
  );
}
