import type { Dependencies } from './dependencies.ts';
import { findStaleAddresses, findStaleNames } from './find-stale-keys.ts';

/** How many rows, and the ids of the users of the first of them. */
export interface StaleRows {
  readonly count: number;
  readonly first: readonly number[];
}

export interface StaleKeys {
  readonly names: StaleRows;
  readonly addresses: StaleRows;
}

/**
 * Whose name or address is stored under another form than the one that log-ins look for: it finds nobody, and somebody else may sign
 * up with its like. Only rows that were copied from elsewhere can be so; `mendStaleKeys` puts them right. Reads every row.
 *
 * @example
 * const { names, addresses } = await stagedoor.useCases.maintenance.listStaleKeys({ limit: 10 });
 */
export async function listStaleKeys(
  deps: Pick<Dependencies, 'lookupKeys'>,
  { limit }: { readonly limit: number },
): Promise<StaleKeys> {
  const rowsOf = (stale: readonly { readonly seen: { readonly userId: number } }[]): StaleRows => ({
    count: stale.length,
    first: stale.slice(0, limit).map(({ seen }) => seen.userId),
  });
  return {
    names: rowsOf(await findStaleNames(deps)),
    addresses: rowsOf(await findStaleAddresses(deps)),
  };
}
