import { AccountsError } from '../kernel/errors.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { Principal } from './session.ts';

/**
 * Before a way in is added or changed, beside `requireRecentProof`: what a log-in would ask of this user now was proved within the window
 * too. A session may be older than a second factor; who has that and the password alone would open a way around it.
 *
 * @throws AccountsError `reauthentication-required`
 */
export async function requireFullProof(
  stores: Stores,
  { stages, clock, settings: policy }: Pick<Dependencies, 'stages' | 'clock' | 'settings'>,
  { user, authentication }: Principal,
): Promise<void> {
  const since = clock.now().getTime() - policy.reauthenticationWindowMs;
  const proofs = authentication.methods.filter(({ at }) => at.getTime() >= since);
  for (const stage of stages) {
    if (stage.isAskedAgain && (await stage.isDue({ user, proofs }, { policy, stores })))
      throw new AccountsError({ code: 'reauthentication-required' });
  }
}
