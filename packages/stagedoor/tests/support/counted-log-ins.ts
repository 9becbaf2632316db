import { failuresInARowKey, limitKey, ofSource } from '../../src/core/limit/counters.ts';
import type { AccountsForTest } from './core.ts';

/** What is counted of the log-ins of Ana, whose id this is: at the visitor's source, under her name, and of failures in a row. */
export async function countedLogIns(site: AccountsForTest, userId: number): Promise<readonly number[]> {
  const keys = [
    limitKey(ofSource('log-in-source', site.visitor())),
    limitKey({ name: 'log-in-account', of: 'ana' }),
    failuresInARowKey(userId),
  ];
  const read = await Promise.all(keys.map((key) => site.stores.limits.read(key)));
  return read.map((row) => row?.attempts ?? 0);
}
