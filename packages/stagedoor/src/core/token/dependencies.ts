import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Dependencies as LoginDependencies, Stores as LoginStores } from '../login/dependencies.ts';
import type { JwtCodec } from './jwt-codec.ts';
import type { Settings } from './settings.ts';
import type { MakeSigningKey } from './signing-key-maker.ts';
import type { SigningKeyStore } from './signing-key-store.ts';
import type { TokenClaims } from './token-claims.ts';

/** What token reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends LoginStores {
  readonly signingKeys: SigningKeyStore;
}

/** The ports that a use case of token may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores, LoginDependencies {
  readonly transact: Transact<Stores>;
  readonly jwtCodec: JwtCodec;
  readonly makeSigningKey: MakeSigningKey;
  readonly tokenClaims: TokenClaims;
  readonly clock: Clock;
  readonly settings: Settings;
}
