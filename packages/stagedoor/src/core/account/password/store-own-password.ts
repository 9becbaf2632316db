import type { AuditAction } from '../../audit/audit-event.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import type { AuthenticationMethod } from '../../session/authentication.ts';
import type { IssuedSession } from '../../session/issued-session.ts';
import { lockPrincipal } from '../../session/lock-principal.ts';
import { ownSession } from '../../session/own-session.ts';
import { renewSession, sessionEnded } from '../../session/renew-session.ts';
import { requireFullProof } from '../../session/require-full-proof.ts';
import type { Principal } from '../../session/session.ts';
import { pendingStageIn } from '../../session/stage.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { storeNewPassword } from './credential-change.ts';

/** What became of the session in which somebody set their own password. */
export type OwnPasswordStored =
  | { readonly session: 'goes-on'; readonly issued: IssuedSession }
  /** It was that of the API token, which ended with the others. */
  | { readonly session: 'ended' };

type StoreDependencies = Pick<Dependencies, 'transact' | 'clock' | 'settings' | 'stages'>;

/**
 * Writes the new password of somebody logged in. Every other session ends; this one goes on under a new key. The API token
 * ends too, whoever carries it here: it is the same for all of the user's programs, and for whoever has copied it.
 *
 * @throws AccountsError `reauthentication-required` where nothing was proved just now and a second factor not lately, `not-authenticated` when the session ended, or something was revoked, meanwhile: then nothing changed.
 */
export async function storeOwnPassword(
  deps: StoreDependencies,
  change: {
    readonly principal: Principal;
    readonly passwordHash: string;
    readonly how: 'change' | 'set';
    readonly action: AuditAction;
    readonly visitor: Visitor;
    /** Null where the person proved nothing just now. */
    readonly proved: AuthenticationMethod | null;
  },
): Promise<OwnPasswordStored> {
  return await deps.transact((stores) => store(stores, deps, change));
}

async function store(
  stores: Stores,
  deps: StoreDependencies,
  change: Parameters<typeof storeOwnPassword>[1],
): Promise<OwnPasswordStored> {
  const { principal, passwordHash, how, action, visitor, proved } = change;
  const user = await lockPrincipal(stores, principal);
  const { clock, settings } = deps;
  const now = clock.now();
  const session = await ownSession(stores, principal, now);
  // Whoever waits at a stage of this log-in has shown all that a log-in asks.
  if (proved === null && session.pendingStage === null) await requireFullProof(stores, deps, principal);
  const goesOn = session.kind !== 'api-token' || settings.apiTokenSurvivesPasswordChange;
  const written = { user, passwordHash, how, action, visitor, now };
  const { securityVersion, ended } = await storeNewPassword(
    stores,
    goesOn ? { ...written, keepKeyHash: session.keyHash } : written,
  );
  if (!goesOn) {
    if (!ended.includes(session.keyHash)) throw sessionEnded();
    return { session: 'ended' };
  }
  const done = { user: { ...user, mustChangePassword: false }, proofs: session.methods };
  // What is open goes on: what became due meanwhile is asked at the next log-in.
  const pendingStage = session.pendingStage === null ? null : await pendingStageIn(stores, deps, done);
  const issued = await renewSession(stores, session, { securityVersion, proved, pendingStage });
  if (issued === null) throw sessionEnded();
  return { session: 'goes-on', issued };
}
