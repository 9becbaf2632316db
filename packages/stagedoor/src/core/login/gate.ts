import type { AuditEvent } from '../audit/audit-event.ts';
import { securityEvent } from '../audit/security-event.ts';
import { AccountsError, type Refusal } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { IssuedSession } from '../session/issued-session.ts';
import { includesOwn, logOutBrowser, type SessionRef } from '../session/log-out-session.ts';
import { newSession } from '../session/new-session.ts';
import type { Session } from '../session/session.ts';
import { sessionKeyHash } from '../session/session-key-hash.ts';
import type { Stage } from '../session/stage.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { startFlow } from './flow.ts';
import { type Admitted, judge, type Proved, type Refused, refused } from './judge.ts';
import { recogniseDevice } from './recognise-device.ts';
import type { SessionRequest } from './session-request.ts';
import type { Settings } from './settings.ts';

/** What was proved, and how: the only ticket through the gate. */
export interface Proof extends Proved {
  /** For the audit log: `password`, `sign-up`, … */
  readonly method: string;
  /** Null where nobody but the site's operator vouches. */
  readonly backend: string | null;
  /** Further facts for the audit row. */
  readonly notes?: AuditEvent['detail'];
}

export interface GateRequest<Opened> {
  readonly proof: Proof;
  /**
   * The key of the session the visitor has now, if any: it ends, its data moves along where that is safe. Where a token is
   * opened instead, one that nobody is logged in with goes on: there is no other place for its data.
   */
  readonly sessionKey: string | null;
  /**
   * What else the browser holds: sessions that tokens in its cookies open. Those of others end; where one is the user's
   * own, all of them stay.
   */
  readonly tokenSessions?: readonly SessionRef[] | undefined;
  readonly visitor: Visitor;
  readonly sessionRequest: SessionRequest<Opened>;
}

/** Who passed, as the gate saw them, and what it opened. */
export interface Passed<Opened> {
  readonly outcome: 'passed';
  readonly user: User;
  readonly issued: IssuedSession;
  readonly opened: Opened;
}

/** The next stage comes before anything is opened: a flow was begun, whose handle is in the refusal that they are told. */
export interface Halted {
  readonly outcome: 'halted';
  readonly user: User;
  readonly refusal: Extract<Refusal, { code: 'stage-required' }>;
}

export type GateOutcome<Opened> = Passed<Opened> | Halted | Refused;

export type GateDependencies = Pick<Dependencies, 'clock' | 'settings' | 'stages'>;

/**
 * The one gate: whatever proves an identity ends here, and nothing else issues a session. Judges the
 * user as the database has it now, inside the transaction that writes the session and the audit row. A stage that proves more
 * of who it is halts the log-in, with nothing opened. The session of a user with another stage to pass carries
 * it, and opens nothing else; a token is not given to them at all.
 *
 * Refuses with `invalid-credentials` a user who may not enter, which rule refused is not told; with `stage-required` where
 * a token was asked by a user with a stage to pass, `email-unverified` where by one who has an address to verify.
 */
export async function passGate<Opened>(
  stores: Stores,
  deps: GateDependencies,
  request: GateRequest<Opened>,
): Promise<GateOutcome<Opened>> {
  const judged = await judge(stores, deps, request);
  switch (judged.outcome) {
    case 'refused':
      return judged;
    case 'stage-first':
      return await halt(stores, deps, { request, ...judged });
    case 'admitted':
      return await open(stores, deps, { request, admitted: judged });
  }
}

/** As `passGate`, for whoever takes everything back where it does not open. @throws AccountsError */
export async function passGateOrThrow<Opened>(
  stores: Stores,
  deps: GateDependencies,
  request: GateRequest<Opened>,
): Promise<Passed<Opened>> {
  const passed = await passGate(stores, deps, request);
  if (passed.outcome === 'passed') return passed;
  throw new AccountsError(passed.refusal);
}

/** Where nobody is there to go on (an operator's command) nothing is begun. */
async function halt(
  stores: Pick<Stores, 'flows'>,
  { clock }: Pick<GateDependencies, 'clock'>,
  {
    request,
    user,
    stage: { name: stage },
  }: { readonly request: GateRequest<unknown>; readonly user: User; readonly stage: Stage },
): Promise<Halted | Refused> {
  const { backend, methods: proofs, securityVersion } = request.proof;
  if (backend === null) return refused({ code: 'stage-required', stage });
  const { asked } = request.sessionRequest;
  const now = clock.now();
  const flow = await startFlow(stores, { userId: user.id, securityVersion, backend, proofs, asked, now });
  return { outcome: 'halted', user, refusal: { code: 'stage-required', stage, flow } };
}

async function open<Opened>(
  stores: Stores,
  { clock, settings }: Pick<GateDependencies, 'clock' | 'settings'>,
  { request, admitted }: { readonly request: GateRequest<Opened>; readonly admitted: Admitted },
): Promise<Passed<Opened>> {
  const { user, sessions, hasResetLink, stage } = admitted;
  const now = clock.now();
  const { sessionRequest, visitor } = request;
  const recognised = await recognise(stores, { user, request, now, settings });
  const tokenSession = sessionRequest.token;
  const { asked } = sessionRequest;
  const rememberMe = asked.kind === 'session' ? asked.rememberMe : null;
  const { session, sessionKey } = newSession(settings, {
    user,
    entry: { ...request, rememberMe, ...(tokenSession === null ? {} : { tokenSession }) },
    now,
    deviceId: recognised?.device.id ?? null,
    pendingStage: stage?.name ?? null,
  });
  await endFormerSession(stores, { request, session, now });
  // Room for one more.
  const keep = Math.max(0, settings.session.maxPerUser - 1);
  if (sessions > keep) await stores.sessions.removeOldest(user.id, { kind: session.kind, now, keep });
  await stores.sessions.add(session);
  if (tokenSession?.countsAsLogIn !== false) await stores.users.update(user.id, { lastLogin: now });
  if (hasResetLink) await stores.oneTimeLinks.discardOfUser(user.id, 'password-reset');
  await stores.audit.append(logInEvent(request, session, now));
  const { tokenSessions = [] } = request;
  // What others left there: its tokens would be asked beside the new session.
  if (!includesOwn(tokenSessions, user.id))
    await logOutBrowser(stores, { browser: { sessionKeys: [], tokenSessions }, visitor, now });
  const opened = await sessionRequest.complete(stores, user, session);
  const issued = { sessionKey, session, deviceKey: recognised?.newKey ?? null };
  return { outcome: 'passed', user, issued, opened };
}

/**
 * The session that the browser came with ends. Data of an anonymous one, or of the same user's, goes on under the new key;
 * that of another user, or of a session that was over, is dropped.
 */
async function endFormerSession(
  stores: Pick<Stores, 'sessions'>,
  {
    request,
    session,
    now,
  }: { readonly request: GateRequest<unknown>; readonly session: Session; readonly now: Date },
): Promise<void> {
  if (request.sessionKey === null) return;
  const keyHash = sessionKeyHash('cookie', request.sessionKey);
  const former = await stores.sessions.find(keyHash, now);
  if (request.sessionRequest.token !== null && former?.userId === null) return;
  const isMine = former !== null && (former.userId === null || former.userId === session.userId);
  await stores.sessions.remove(
    former?.keyHash ?? keyHash,
    isMine && session.kind === 'cookie' ? session.keyHash : undefined,
  );
}

/** The device of whoever enters; null where an operator vouches: no browser of the user's is there, and no stranger's. */
async function recognise(
  stores: Stores,
  { request, ...facts }: { user: User; request: GateRequest<unknown>; now: Date; settings: Settings },
): Promise<Awaited<ReturnType<typeof recogniseDevice>> | null> {
  if (request.proof.backend === null) return null;
  const { visitor, sessionRequest } = request;
  return await recogniseDevice(stores, { ...facts, visitor, keepsCookies: sessionRequest.token === null });
}

function logInEvent(request: GateRequest<unknown>, session: Session, now: Date): AuditEvent {
  const { userId, method, backend, notes } = request.proof;
  return securityEvent('log-in', {
    userId,
    visitor: request.visitor,
    now,
    detail: {
      method,
      backend,
      session: session.id,
      ...notes,
      ...(session.pendingStage === null ? {} : { stage: session.pendingStage }),
    },
  });
}
