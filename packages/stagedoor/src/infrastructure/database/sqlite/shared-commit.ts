import type BetterSqlite3 from 'better-sqlite3';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import { StorageUnavailable } from '../../../core/kernel/storage-unavailable.ts';

/** The one open transaction of a SQLite connection, in which several tasks write before all of them are kept. */
export interface SharedCommit {
  /**
   * Opens the transaction where none is open, and says whether it did. Waits for other processes that write, then throws
   * SQLITE_BUSY.
   */
  open(): 'opened' | 'joined';
  /** Undoes everything, for who opened it and was alone in it. */
  undo(): void;
  /** Resolves once what has been written so far is on the disk; rejects when it never will be. */
  kept(): Promise<void>;
  /** Keeps everything now, with one sync, and tells those who wait. */
  settle(): void;
}

const UNDONE = 'SQLite undid the transaction when another task failed.';

type Waiting = Pick<PromiseWithResolvers<void>, 'resolve' | 'reject'>;

export function createSharedCommit(
  handle: BetterSqlite3.Database,
  run: (text: string) => void,
): SharedCommit {
  let waiting: Waiting[] = [];

  const settle = (): void => {
    const told = waiting;
    waiting = [];
    try {
      if (handle.inTransaction) run('commit');
      // Some failures (a full disk) undo the whole transaction by themselves, and with it what others wrote.
      else if (told.length > 0) throw new StorageUnavailable(null, { cause: new PlainError(UNDONE) });
    } catch (error) {
      if (handle.inTransaction) run('rollback');
      for (const { reject } of told) reject(error);
      return;
    }
    for (const { resolve } of told) resolve();
  };
  return {
    open() {
      if (handle.inTransaction) return 'joined';
      settle();
      run('begin immediate');
      return 'opened';
    },
    undo() {
      if (handle.inTransaction) run('rollback');
    },
    kept() {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ resolve, reject });
      return promise;
    },
    settle,
  };
}
