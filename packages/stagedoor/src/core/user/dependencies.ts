import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { AuthenticationBackend } from './authentication-backend.ts';
import type { EmailAddressStore } from './email-address-store.ts';
import type { IdentityStore } from './identity-store.ts';
import type { LookupKeyStore } from './lookup-key-store.ts';
import type { Settings } from './settings.ts';
import type { UserStore } from './user-store.ts';

/** What user reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores {
  readonly users: UserStore;
  readonly emailAddresses: EmailAddressStore;
  readonly identities: IdentityStore;
  readonly lookupKeys: LookupKeyStore;
}

/** The ports that a use case of user may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores {
  readonly transact: Transact<Stores>;
  readonly authenticationBackends: readonly AuthenticationBackend[];
  readonly clock: Clock;
  readonly settings: Settings;
}
