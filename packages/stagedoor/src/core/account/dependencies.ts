import type { Clock } from '../kernel/clock.ts';
import type { FeatureRecords } from '../kernel/feature-records.ts';
import type { Signer } from '../kernel/signer.ts';
import type { Transact } from '../kernel/transact.ts';
import type { LogInHooks } from '../login/log-in-hooks.ts';
import type {
  Dependencies as SecondFactorDependencies,
  Stores as SecondFactorStores,
} from '../second-factor/dependencies.ts';
import type { Dependencies as TokenDependencies, Stores as TokenStores } from '../token/dependencies.ts';
import type { RowsOfOwner } from './own-rows.ts';
import type { Settings } from './settings.ts';
import type { SignUpHooks } from './sign-up-hooks.ts';

/** What account reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends TokenStores, SecondFactorStores {}

/** The ports that a use case of account may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores, TokenDependencies, Pick<SecondFactorDependencies, 'webAuthn'> {
  readonly transact: Transact<Stores>;
  readonly hooks: LogInHooks & SignUpHooks;
  readonly featureRecords: FeatureRecords<Stores>;
  readonly rowsOfOwner: RowsOfOwner;
  /** For links that live as long as what they are about. */
  readonly signer: Signer;
  readonly clock: Clock;
  readonly settings: Settings;
}
