import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { PendingStage } from '../kernel/stage.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { limitKey, stageTries } from '../limit/counters.ts';
import { takeUserAttempt } from '../limit/take-user-attempt.ts';
import { type Factor, withProof } from '../session/authentication.ts';
import type { IssuedSession } from '../session/issued-session.ts';
import { lockPrincipal } from '../session/lock-principal.ts';
import { renewSession, sessionEnded } from '../session/renew-session.ts';
import type { Principal, Session } from '../session/session.ts';
import { pendingStageIn } from '../session/stage.ts';
import type { User } from '../user/user.ts';
import type { Dependencies } from './dependencies.ts';

export interface TrySessionStage {
  /** Whose session waits at the stage. */
  readonly principal: Principal;
  readonly stage: PendingStage;
  readonly visitor: Visitor;
}

/**
 * The browser's session that waits at this stage. No other passes it: one that is open owes nothing, and would be proved anew by what
 * nobody asked for; whoever came by a token is not there.
 *
 * @throws AccountsError `stage-not-pending` where none waits there, `stage-required` where it waits at another
 */
export function requireAtStage({ session }: Pick<Principal, 'session'>, stage: PendingStage): Session {
  const waitsAt = session?.kind === 'cookie' ? session.pendingStage : null;
  if (session === null || waitsAt === null) throw new AccountsError({ code: 'stage-not-pending' });
  if (waitsAt !== stage) throw new AccountsError({ code: 'stage-required', stage: waitsAt });
  return session;
}

/**
 * Counts a try at a stage that a session waits at, before what was sent for it is looked at: for the user as many as at a password.
 *
 * @throws AccountsError `stage-not-pending` where the session waits at no stage, `throttled`
 */
export async function trySessionStage(
  deps: Pick<Dependencies, 'limits' | 'audit' | 'clock' | 'settings'>,
  { principal, stage, visitor }: TrySessionStage,
): Promise<void> {
  requireAtStage(principal, stage);
  const userId = principal.user.id;
  await takeUserAttempt(deps, stageTries(stage, userId), { visitor, userId });
}

export interface PassSessionStage extends TrySessionStage {
  /** What it proves of who it is; nothing for what is only to be done. */
  readonly factors: readonly Factor[];
}

/**
 * Goes on in a session whose stage is passed, for whoever serves the stage: under a new key it opens everything, or waits for the
 * stage after it (`issued.session.pendingStage`).
 *
 * @throws AccountsError `stage-not-pending` where the session waits at no stage, `not-authenticated` where it ended meanwhile; then
 *   nothing changed
 */
export async function passSessionStage(
  deps: Pick<Dependencies, 'transact' | 'stages' | 'clock' | 'settings'>,
  { principal, stage, factors, visitor }: PassSessionStage,
): Promise<{ readonly user: User; readonly issued: IssuedSession }> {
  const now = deps.clock.now();
  const session = requireAtStage(principal, stage);
  const proved = { method: stage, factors, at: now };
  return await deps.transact(async (stores) => {
    const user = await lockPrincipal(stores, principal);
    const proofs = withProof(session.methods, proved);
    const pendingStage = await pendingStageIn(stores, deps, { user, proofs });
    const { securityVersion } = user;
    const issued = await renewSession(stores, session, { securityVersion, proved, pendingStage });
    if (issued === null) throw sessionEnded();
    await stores.limits.clear([limitKey(stageTries(stage, user.id))]);
    const facts = { userId: user.id, visitor, now, detail: { stage, session: session.id } };
    await stores.audit.append(securityEvent('stage-pass', facts));
    return { user, issued };
  });
}
