import { StorageUnavailable } from '../../core/kernel/storage-unavailable.ts';
import type { SessionDataStore } from '../../core/session/session-data-store.ts';

/**
 * The same store, which lets data lie where it cannot be reached to move or remove it. Both follow a commit that ended
 * the session in SQL: to fail then would call undone what is done. Nobody can ask for what is left, and it goes when it
 * expires.
 *
 * @param onLeft Hears why.
 */
export function tolerateUnavailable(
  store: SessionDataStore,
  onLeft: (why: StorageUnavailable) => void,
): SessionDataStore {
  const unlessAway = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      onLeft(error);
    }
  };
  return {
    ...store,
    move: (fromKeyHash, toKeyHash) => unlessAway(store.move(fromKeyHash, toKeyHash)),
    remove: (keyHash) => unlessAway(store.remove(keyHash)),
  };
}
