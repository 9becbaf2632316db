import {
  findStaleAddresses,
  findStaleNames,
  type StaleAddress,
  type StaleName,
} from '../user/find-stale-keys.ts';
import type { Dependencies } from './dependencies.ts';

/** Two users whose names or addresses are one to us: one of them needs another. */
export interface KeyClash {
  readonly userId: number;
  readonly otherId: number;
}

/** What can be put right, and whom it would make one with somebody else. */
export interface KeyMending {
  readonly names: readonly StaleName[];
  readonly addresses: readonly StaleAddress[];
  readonly nameClashes: readonly KeyClash[];
  readonly addressClashes: readonly KeyClash[];
}

/** What `mendStaleKeys` would do now; nothing is written. */
export async function planKeyMending(
  deps: Pick<Dependencies, 'lookupKeys' | 'users' | 'emailAddresses'>,
): Promise<KeyMending> {
  const names = await setApart<StaleName>(await findStaleNames(deps), {
    formOf: ({ right }) => right,
    holderOf: async ({ seen }, form) => {
      const holder = await deps.users.findByUsernameKey(form);
      return holder === null || holder.id === seen.userId ? undefined : holder.id;
    },
  });
  const addresses = await setApart<StaleAddress>(await findStaleAddresses(deps), {
    // Any number of people may have one that nobody proved.
    formOf: ({ right }) => right.emailKey,
    holderOf: async ({ seen }, form) => {
      const holder = await deps.emailAddresses.findByKey(form);
      return holder === null || holder.id === seen.id ? undefined : holder.userId;
    },
  });
  return {
    names: names.free,
    addresses: addresses.free,
    nameClashes: names.clashes,
    addressClashes: addresses.clashes,
  };
}

interface Looked<Row> {
  formOf(row: Row): string | null;
  /** Who else has the form already. */
  holderOf(row: Row, form: string): Promise<number | undefined>;
}

/** Those whose form is free and wanted once, and the others with whom they would be one. */
async function setApart<Row extends { readonly seen: { readonly userId: number } }>(
  rows: readonly Row[],
  { formOf, holderOf }: Looked<Row>,
): Promise<{ readonly free: readonly Row[]; readonly clashes: readonly KeyClash[] }> {
  const free: Row[] = [];
  const clashes: KeyClash[] = [];
  const wanting = Map.groupBy(rows, formOf);
  for (const row of rows) {
    const form = formOf(row);
    const rival = wanting.get(form)?.find((other) => other !== row);
    const otherId = form === null ? undefined : ((await holderOf(row, form)) ?? rival?.seen.userId);
    if (otherId === undefined) free.push(row);
    else clashes.push({ userId: row.seen.userId, otherId });
  }
  return { free, clashes };
}
