import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { type FieldProblem, refuseProblems } from '../errors.ts';
import { limitKey, takeAttempt } from '../limit/attempts.ts';
import type { SessionGrant } from '../login/grant.ts';
import { lockPrincipal } from '../session/lock-principal.ts';
import { renewSession, sessionEnded } from '../session/renew-session.ts';
import type { Principal } from '../session/session.ts';
import type { Visitor } from '../visitor.ts';
import { storeNewPassword } from './credential-change.ts';
import { type NewPassword, newPasswordProblems } from './new-password.ts';

export interface ChangePassword extends NewPassword {
  readonly principal: Principal;
  readonly oldPassword: string;
  readonly visitor: Visitor;
}

type ChangePasswordDependencies = Pick<
  Dependencies,
  'transact' | 'sessionData' | 'passwordHasher' | 'limits' | 'audit' | 'clock' | 'settings'
>;

/**
 * Changes the password of somebody who knows the old one. Every other session ends; this one goes on under a new key.
 *
 * @throws AccountsError `invalid-input` at `old_password` or `new_password2`, `throttled`, `busy`, `not-authenticated`
 *   when the session ended, or the password changed elsewhere, while this one was being hashed: then nothing changed.
 */
export async function changePassword(
  deps: ChangePasswordDependencies,
  input: ChangePassword,
): Promise<SessionGrant> {
  const { user, session } = input.principal;
  const counter = { name: 'password-user', of: String(user.id) };
  const who = { visitor: input.visitor, userId: user.id };
  await takeAttempt(deps, { ...counter, limit: deps.settings.limits.passwordPerUser, who });
  const old = await deps.passwordHasher.verify(input.oldPassword, user.passwordHash);
  // Whoever knows the password is not guessing: bad new ones are not counted against them.
  if (old.matches) await deps.limits.clear([limitKey(counter.name, counter.of)]);
  else await recordFailure(deps, input);
  refuseProblems({
    old_password: old.matches ? [] : [{ code: 'password_incorrect' }],
    new_password2: [...newPasswordProblems(deps.settings, user, input), ...unchanged(input)],
  });
  const passwordHash = await deps.passwordHasher.hash(input.newPassword2);
  const now = deps.clock.now();
  const done = await deps.transact(async (stores) => {
    const current = await lockPrincipal(stores, input.principal);
    const { securityVersion, ended } = await storeNewPassword(stores, {
      user: current,
      passwordHash,
      how: 'change',
      action: 'password-change',
      visitor: input.visitor,
      now,
      keepKeyHash: session.keyHash,
    });
    const grant = await renewSession(stores, session, {
      securityVersion,
      authenticatedAt: now,
      pendingStage: null,
    });
    if (grant === null) throw sessionEnded();
    return { grant, ended };
  });
  await deps.sessionData.move(session.keyHash, done.grant.session.keyHash);
  for (const keyHash of done.ended) await deps.sessionData.remove(keyHash);
  return done.grant;
}

/** Who must change the password may not keep it; everybody else may do as they please. */
function unchanged({ principal, oldPassword, newPassword2 }: ChangePassword): FieldProblem[] {
  const mustDiffer = principal.session.pendingStage === 'change-password';
  return mustDiffer && oldPassword === newPassword2 ? [{ code: 'password_unchanged' }] : [];
}

async function recordFailure(deps: ChangePasswordDependencies, input: ChangePassword): Promise<void> {
  const facts = {
    userId: input.principal.user.id,
    visitor: input.visitor,
    now: deps.clock.now(),
    success: false,
  };
  await deps.audit.append(securityEvent('password-change', facts));
}
