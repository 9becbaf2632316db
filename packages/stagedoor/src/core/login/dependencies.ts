import type { Stores as AccessStores } from '../access/dependencies.ts';
import type {
  Dependencies as ActivityDependencies,
  Stores as ActivityStores,
} from '../activity/dependencies.ts';
import type {
  Dependencies as CredentialDependencies,
  Stores as CredentialStores,
} from '../credential/dependencies.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Dependencies as OutboxDependencies, Stores as OutboxStores } from '../outbox/dependencies.ts';
import type {
  Dependencies as PasskeyDependencies,
  Stores as PasskeyStores,
} from '../passkey/dependencies.ts';
import type { Dependencies as PasswordDependencies } from '../password/dependencies.ts';
import type { FlowStore } from './flow-store.ts';
import type { GateStore } from './gate-store.ts';
import type { LogInHooks } from './log-in-hooks.ts';
import type { Settings } from './settings.ts';

/** What login reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends OutboxStores, CredentialStores, ActivityStores, AccessStores, PasskeyStores {
  readonly flows: FlowStore;
  readonly gate: GateStore;
}

/** The ports that a use case of login may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies
  extends Stores,
    OutboxDependencies,
    CredentialDependencies,
    ActivityDependencies,
    PasswordDependencies,
    Pick<PasskeyDependencies, 'webAuthn'> {
  readonly transact: Transact<Stores>;
  readonly hooks: LogInHooks;
  readonly clock: Clock;
  readonly settings: Settings;
}
