import { AsyncLocalStorage } from 'node:async_hooks';
import type { Stores, Transact } from '../../core/dependencies.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';
import type { ExtraFields } from '../../core/user/extra-field.ts';
import { emptyState, memoryMakers } from './features.ts';
import { type Access, copyState } from './memory-state.ts';
import { giveAccess, type MemoryAccess } from './permission/give-access.ts';

export interface MemoryStores extends Stores {
  readonly transact: Transact;
  giveAccess(userId: number, access: MemoryAccess): Promise<void>;
}

/**
 * All stores in memory with the semantics of the SQL ones: transactions run one after the other and a failed one
 * leaves nothing. A store of the outside used inside `transact` throws, because on SQLite it would wait for ever.
 *
 * @example
 * const { transact, ...stores } = createMemoryStores();
 */
export function createMemoryStores(options: { extraFields?: ExtraFields } = {}): MemoryStores {
  let state = emptyState();
  const runAlone = createQueue();
  const storesOver = (access: Access): Stores => createStoresOver(access, options.extraFields ?? {});
  const access: Access = (step) => runAlone(async () => step(state));
  const transact: Transact = (work) =>
    runAlone(async () => {
      const draft = copyState(state);
      const result = await work(storesOver(async (step) => step(draft)));
      state = draft;
      return result;
    });
  return {
    ...storesOver(access),
    transact,
    giveAccess: (userId, given) => access((current) => giveAccess(current, userId, given)),
  };
}

function createStoresOver(access: Access, extraFields: ExtraFields): Stores {
  const stores = Object.entries(memoryMakers).map(([name, make]) => [name, make(access, extraFields)]);
  // A store under each name that core asks for: `memoryMakers` has all of them.
  return Object.fromEntries(stores) as Stores;
}

type RunAlone = <Result>(task: () => Promise<Result>) => Promise<Result>;

function createQueue(): RunAlone {
  let last: Promise<unknown> = Promise.resolve();
  const current = new AsyncLocalStorage<{ isRunning: boolean }>();
  return (task) => {
    if (current.getStore()?.isRunning) {
      return Promise.reject(new PlainError('Inside transact, use the stores that it hands over.'));
    }
    const turn = { isRunning: true };
    const result = last
      .then(() => current.run(turn, task))
      .finally(() => {
        turn.isRunning = false;
      });
    last = result.catch(() => undefined);
    return result;
  };
}
