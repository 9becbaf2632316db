import { canonicalEmail } from '../kernel/email.ts';
import type { Dependencies } from './dependencies.ts';
import type { AddressKeys, RowsAfter, StoredAddress, StoredName } from './lookup-key-store.ts';
import { canonicalUsername } from './username.ts';

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
  for await (const seen of allRows(lookupKeys.listNames, ({ userId }) => userId)) {
    const right = rightNameKey(seen);
    if (seen.key !== right) stale.push({ seen, right });
  }
  return stale;
}

/** Addresses that are stored under another form, or as proved though they are none, by id. */
export async function findStaleAddresses({
  lookupKeys,
}: Pick<Dependencies, 'lookupKeys'>): Promise<readonly StaleAddress[]> {
  const stale: StaleAddress[] = [];
  for await (const seen of allRows(lookupKeys.listAddresses, ({ id }) => id)) {
    const right = rightAddressKeys(seen);
    if (!isSame(seen, right)) stale.push({ seen, right });
  }
  return stale;
}

/** Every row, read page by page. */
async function* allRows<Row>(
  list: (rows: RowsAfter) => Promise<readonly Row[]>,
  idOf: (row: Row) => number,
): AsyncGenerator<Row> {
  for (let afterId = 0; ; ) {
    const page = await list({ afterId, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) return;
    afterId = idOf(last);
  }
}

function isSame(one: AddressKeys, other: AddressKeys): boolean {
  return (
    one.isVerified === other.isVerified &&
    one.emailKey === other.emailKey &&
    one.unprovedKey === other.unprovedKey
  );
}

/** The form that a name is to be found by; null for none, and for one of blanks. */
function rightNameKey({ username }: Pick<StoredName, 'username'>): string | null {
  return username === null ? null : canonicalUsername(username) || null;
}

/**
 * What is to be stored of an address. Nobody can have opened an e-mail at what is no address: it is unproved. A proved one without a
 * form was left out by whoever copied it, and stays so: it logs nobody in.
 */
function rightAddressKeys({ email, isVerified, emailKey }: StoredAddress): AddressKeys {
  const canonical = canonicalEmail(email);
  if (!isVerified || canonical === null)
    return { isVerified: false, emailKey: null, unprovedKey: canonical ?? email };
  return { isVerified, emailKey: emailKey === null ? null : canonical, unprovedKey: null };
}
