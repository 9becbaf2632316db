import { type AuthenticationMethod, levelOf } from '../session/authentication.ts';
import type { Stage } from '../session/stage.ts';
import type { Stores } from './dependencies.ts';
import { isFactorMethod } from './factor-methods.ts';
import { hasSecondFactor } from './has-second-factor.ts';

/**
 * Whoever has a second factor shows it on every way in. It is asked of the factors that they have now, and is passed by whatever
 * proves two different ones.
 */
export const secondFactorStage: Stage<Pick<Stores, 'totpDevices' | 'passkeys'>> = {
  name: 'second-factor',
  before: 'entry',
  isAskedAgain: true,
  isDue: async ({ user, proofs }, { stores }) =>
    !isPassedBy(proofs) && (await hasSecondFactor(stores, user.id)),
};

/** Where an outside system vouches, and does not say how it knows, the code is the one factor there is. */
function isPassedBy(proofs: readonly AuthenticationMethod[]): boolean {
  return levelOf(proofs) === 'aal2' || proofs.some(isFactorMethod);
}
