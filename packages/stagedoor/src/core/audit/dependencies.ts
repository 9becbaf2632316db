import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Dependencies as UserDependencies, Stores as UserStores } from '../user/dependencies.ts';
import type { AuditHead } from './audit-head.ts';
import type { AuditStore } from './audit-store.ts';
import type { Settings } from './settings.ts';

/** What audit reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends UserStores {
  readonly audit: AuditStore;
}

/** The ports that a use case of audit may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores, UserDependencies {
  readonly transact: Transact<Stores>;
  readonly auditHead: AuditHead;
  readonly clock: Clock;
  readonly settings: Settings;
}
