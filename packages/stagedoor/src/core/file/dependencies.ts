import type { Clock } from '../kernel/clock.ts';
import type { FileStorage } from '../kernel/file-storage.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Stores as OutboxStores } from '../outbox/dependencies.ts';
import type { DrawPicture } from '../picture/dependencies.ts';
import type { FileOwners } from './file-owner.ts';
import type { FileStore } from './file-store.ts';

/** What file reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends OutboxStores {
  readonly files: FileStore;
}

/** The ports that a use case of file may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores {
  readonly transact: Transact<Stores>;
  readonly fileStorage: FileStorage;
  readonly drawPicture: DrawPicture;
  /** What of the site's rows keeps files. */
  readonly fileOwners: FileOwners;
  readonly clock: Clock;
}
