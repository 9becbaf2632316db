import type { Clock } from '../kernel/clock.ts';
import type { Signer } from '../kernel/signer.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Stores as SessionStores } from '../session/dependencies.ts';
import type { CeremonyStore } from './ceremony-store.ts';
import type { PasskeyStore } from './passkey-store.ts';
import type { WebAuthn } from './web-authn.ts';

/** What passkeys are read and written in, all of it in one transaction if need be. */
export interface Stores extends SessionStores {
  readonly passkeys: PasskeyStore;
  readonly ceremonies: CeremonyStore;
}

/** The ports that a use case of passkeys may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores {
  readonly transact: Transact<Stores>;
  readonly webAuthn: WebAuthn;
  /** For ceremonies, which are kept nowhere while they wait. */
  readonly signer: Signer;
  readonly clock: Clock;
}
