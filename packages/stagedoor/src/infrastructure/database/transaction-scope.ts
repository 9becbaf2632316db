import { AsyncLocalStorage } from 'node:async_hooks';
import { PlainError } from '../../core/kernel/plain-error.ts';

/**
 * Knows whether the running code is inside a transaction of one database. Asking such a database for another
 * connection would deadlock on SQLite and escape the transaction on PostgreSQL, so both refuse it.
 */
export interface TransactionScope {
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** @throws inside a transaction */
  refuseInside(): void;
}

export function createTransactionScope(): TransactionScope {
  const current = new AsyncLocalStorage<{ isOpen: boolean }>();
  return {
    async run(work) {
      // The mark outlives the transaction in whatever the work left running, so it can be switched off.
      const mark = { isOpen: true };
      try {
        return await current.run(mark, work);
      } finally {
        mark.isOpen = false;
      }
    },
    refuseInside() {
      if (current.getStore()?.isOpen)
        throw new PlainError('Inside transact, use the stores that it hands over.');
    },
  };
}
