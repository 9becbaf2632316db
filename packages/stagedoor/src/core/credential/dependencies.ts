import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type {
  Dependencies as SessionDependencies,
  Stores as SessionStores,
} from '../session/dependencies.ts';
import type { ApiTokenStore } from './api-token-store.ts';
import type { PersonalAccessTokenStore } from './personal-access-token-store.ts';
import type { RefreshTokenStore } from './refresh-token-store.ts';
import type { Settings } from './settings.ts';
import type { TicketStore } from './ticket-store.ts';

/** What credential reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends SessionStores {
  readonly refreshTokens: RefreshTokenStore;
  readonly apiTokens: ApiTokenStore;
  readonly personalAccessTokens: PersonalAccessTokenStore;
  readonly tickets: TicketStore;
}

/** The ports that a use case of credential may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores, SessionDependencies {
  readonly transact: Transact<Stores>;
  readonly clock: Clock;
  readonly settings: Settings;
}
