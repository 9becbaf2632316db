import type { Dependencies } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import type { SessionGrant } from '../login/grant.ts';
import { requireRecentProof } from '../login/require-recent-proof.ts';
import { lockPrincipal } from '../session/lock-principal.ts';
import { renewSession, sessionEnded } from '../session/renew-session.ts';
import type { Principal } from '../session/session.ts';
import type { Visitor } from '../visitor.ts';
import { storeNewPassword } from './credential-change.ts';
import { type NewPassword, requireGoodPassword } from './new-password.ts';
import { isOutsidePassword } from './outside-password.ts';
import { isUsablePassword } from './password-hasher.ts';

export interface SetPassword extends NewPassword {
  readonly principal: Principal;
  readonly visitor: Visitor;
}

/**
 * Gives a first password to an account that has none; one that has must change it instead.
 *
 * @throws AccountsError `permission-denied` where there is one already, or where another system keeps it,
 *   `reauthentication-required`, `invalid-input`, `not-authenticated` when the session ended meanwhile.
 */
export async function setPassword(
  deps: Pick<Dependencies, 'transact' | 'sessionData' | 'passwordHasher' | 'clock' | 'settings'>,
  input: SetPassword,
): Promise<SessionGrant> {
  const { user, session } = input.principal;
  if (isUsablePassword(user.passwordHash) || isOutsidePassword(user.passwordHash))
    throw new AccountsError({ code: 'permission-denied' });
  requireRecentProof(deps, input.principal);
  requireGoodPassword(deps.settings, user, input);
  const passwordHash = await deps.passwordHasher.hash(input.newPassword2);
  const now = deps.clock.now();
  const { grant, ended } = await deps.transact(async (stores) => {
    const current = await lockPrincipal(stores, input.principal);
    const { securityVersion, ended } = await storeNewPassword(stores, {
      user: current,
      passwordHash,
      how: 'set',
      action: 'password-set',
      visitor: input.visitor,
      now,
      keepKeyHash: session.keyHash,
    });
    const grant = await renewSession(stores, session, {
      securityVersion,
      authenticatedAt: null,
      pendingStage: null,
    });
    if (grant === null) throw sessionEnded();
    return { grant, ended };
  });
  await deps.sessionData.move(session.keyHash, grant.session.keyHash);
  for (const keyHash of ended) await deps.sessionData.remove(keyHash);
  return grant;
}
