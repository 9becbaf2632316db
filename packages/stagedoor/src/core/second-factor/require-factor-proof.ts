import { AccountsError } from '../kernel/errors.ts';
import { lockPrincipal } from '../session/lock-principal.ts';
import { requireBrowser } from '../session/require-browser.ts';
import { requireRecentProof } from '../session/require-recent-proof.ts';
import type { Principal } from '../session/session.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { isFactorMethod } from './factor-methods.ts';
import { hasSecondFactor } from './has-second-factor.ts';

/**
 * Before second factors are added, removed or shown: the session of a browser with a recent proof, and where the user has a factor a
 * recent proof of one. Whoever has the password alone changes nothing of what stands beside it.
 *
 * @throws AccountsError `permission-denied` for a token's holder, `reauthentication-required`
 */
export async function requireFactorProof(
  deps: Pick<Dependencies, 'totpDevices' | 'passkeys' | 'clock' | 'settings'>,
  principal: Principal,
): Promise<void> {
  requireBrowser(principal);
  requireRecentProof(deps, principal);
  if (await lacksFactorProof(deps, { principal }))
    throw new AccountsError({ code: 'reauthentication-required' });
}

/**
 * The user, held, once more where what was asked for is done: a factor may have been confirmed meanwhile, by somebody who is not whoever
 * asked.
 *
 * @throws AccountsError `not-authenticated`, `reauthentication-required`
 */
export async function lockProved(
  stores: Pick<Stores, 'users' | 'totpDevices' | 'passkeys'>,
  { clock, settings }: Pick<Dependencies, 'clock' | 'settings'>,
  principal: Principal,
): Promise<User> {
  const user = await lockPrincipal(stores, principal);
  const { totpDevices, passkeys } = stores;
  if (await lacksFactorProof({ totpDevices, passkeys, clock, settings }, { principal }))
    throw new AccountsError({ code: 'reauthentication-required' });
  return user;
}

/** Whether the user has a second factor that was not proved a short while ago, for pages that ask first. */
export async function lacksFactorProof(
  deps: Pick<Dependencies, 'totpDevices' | 'passkeys' | 'clock' | 'settings'>,
  { principal: { user, authentication } }: { readonly principal: Principal },
): Promise<boolean> {
  const since = deps.clock.now().getTime() - deps.settings.reauthenticationWindowMs;
  const isProved = authentication.methods.some((one) => isFactorMethod(one) && one.at.getTime() >= since);
  return !isProved && (await hasSecondFactor(deps, user.id));
}
