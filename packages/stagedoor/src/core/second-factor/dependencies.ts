import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Dependencies as OutboxDependencies, Stores as OutboxStores } from '../outbox/dependencies.ts';
import type {
  Dependencies as PasskeyDependencies,
  Stores as PasskeyStores,
} from '../passkey/dependencies.ts';
import type { Dependencies as PasswordDependencies } from '../password/dependencies.ts';
import type {
  Dependencies as SessionDependencies,
  Stores as SessionStores,
} from '../session/dependencies.ts';
import type { RecoveryCodeStore } from './recovery-code-store.ts';
import type { Settings } from './settings.ts';
import type { TimeCodes } from './time-codes.ts';
import type { TotpDeviceStore } from './totp-device-store.ts';

/** What second factors are read and written in, all of it in one transaction if need be. */
export interface Stores extends OutboxStores, SessionStores, PasskeyStores {
  readonly totpDevices: TotpDeviceStore;
  readonly recoveryCodes: RecoveryCodeStore;
}

/** The ports that a use case of second factors may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies
  extends Stores,
    Omit<OutboxDependencies, 'transact' | 'settings'>,
    Pick<SessionDependencies, 'stages'>,
    Pick<PasswordDependencies, 'passwordHasher'>,
    Pick<PasskeyDependencies, 'webAuthn' | 'signer'> {
  readonly transact: Transact<Stores>;
  readonly timeCodes: TimeCodes;
  readonly clock: Clock;
  readonly settings: Settings;
}
