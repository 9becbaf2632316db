import type { AuditEvent } from '../audit/audit-event.ts';
import { securityEvent } from '../audit/security-event.ts';
import { after, seconds } from '../clock.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import { isOutsidePassword } from '../password/outside-password.ts';
import { hashSecret, randomPublicId, randomSessionKey } from '../secret-value.ts';
import type { Session, SessionExpiry } from '../session/session.ts';
import { idleEnd, sessionAges } from '../session/session-life.ts';
import type { Settings } from '../settings.ts';
import type { User } from '../user/user.ts';
import type { Visitor } from '../visitor.ts';
import type { SessionGrant } from './grant.ts';
import { pendingStageOf } from './pending-stage.ts';
import { recogniseDevice } from './recognise-device.ts';

/** What was proved, and how: the only ticket through the gate. */
export interface Proof {
  readonly userId: number;
  /** For the audit log: `password`, `sign-up`, … */
  readonly method: string;
  readonly backend: string;
  /** What the proof was made against. A user whose version moved meanwhile is not let in. */
  readonly securityVersion: number;
  /** Further facts for the audit row. */
  readonly notes?: AuditEvent['detail'];
}

export interface Entry {
  readonly proof: Proof;
  /** The key of the session the visitor has now, if any: it ends, its data moves along where that is safe. */
  readonly sessionKey: string | null;
  /** Null leaves it to the site's policy; true keeps the session for its full age, false until the browser closes. */
  readonly rememberMe: boolean | null;
  readonly visitor: Visitor;
  /** Further writes of the same transaction, e.g. clearing counters. */
  readonly within?: (stores: Stores, user: User) => Promise<void>;
}

export type GateDependencies = Pick<Dependencies, 'transact' | 'sessionData' | 'clock' | 'settings'>;

/**
 * The one gate: whatever proves an identity ends here, and nothing else issues a session (DESIGN 5.1). Judges the
 * user as the database has it now, inside the transaction that writes the session and the audit row. The session of a
 * user with a stage to pass carries it, and opens nothing else.
 *
 * @throws AccountsError `invalid-credentials` for a user who may not enter; which rule refused is not told.
 */
export async function passGate(deps: GateDependencies, entry: Entry): Promise<SessionGrant> {
  const now = deps.clock.now();
  const passed = await deps.transact(async (stores) => {
    const user = await stores.users.lockById(entry.proof.userId);
    if (!user || !mayEnter(user, entry.proof, deps.settings)) return null;
    const oldKeyHash = entry.sessionKey === null ? null : hashSecret('session', entry.sessionKey);
    const old = oldKeyHash === null ? null : await stores.sessions.find(oldKeyHash, now);
    const recognised = await recogniseDevice(stores, {
      user,
      visitor: entry.visitor,
      now,
      settings: deps.settings,
    });
    const sessionKey = randomSessionKey();
    const session = newSession(deps.settings, {
      user,
      entry,
      now,
      sessionKey,
      deviceId: recognised.device.id,
    });
    if (oldKeyHash !== null) await stores.sessions.remove(oldKeyHash);
    const ended = await endOldestSessions(stores, { user, now, most: deps.settings.session.maxPerUser });
    await stores.sessions.add(session);
    await stores.users.update(user.id, { lastLogin: now });
    await stores.oneTimeLinks.discardOfUser(user.id, 'password-reset');
    await stores.audit.append(logInEvent(entry, session, now));
    await entry.within?.(stores, user);
    return { grant: { sessionKey, session, deviceKey: recognised.newKey }, oldKeyHash, old, ended };
  });
  if (!passed) throw new AccountsError({ code: 'invalid-credentials' });
  await carryData(deps, passed);
  for (const keyHash of passed.ended) await deps.sessionData.remove(keyHash);
  return passed.grant;
}

/** The rules of entry, all in one place: active, verified if the site wants it, nothing revoked since the proof. */
export function mayEnter(user: User, proof: Proof, settings: Settings): boolean {
  if (!user.isActive || user.securityVersion !== proof.securityVersion) return false;
  // Whom another system vouches for owes us no proof of an address.
  const isVouchedFor = isOutsidePassword(user.passwordHash);
  return settings.unverifiedMayLogIn || isVouchedFor || user.isEmailVerified || user.email === '';
}

function newSession(
  settings: Settings,
  facts: { user: User; entry: Entry; now: Date; sessionKey: string; deviceId: number },
): Session {
  const { user, entry, now } = facts;
  const ages = sessionAges(settings, user.isStaff);
  const expiry = chooseExpiry(settings, entry.rememberMe, ages.ageSeconds);
  const endsAt = after(now, seconds(ages.maxAgeSeconds));
  return {
    id: randomPublicId(),
    keyHash: hashSecret('session', facts.sessionKey),
    userId: user.id,
    securityVersion: user.securityVersion,
    backend: entry.proof.backend,
    expiry,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: idleEnd(expiry, now, { ...ages, endsAt }),
    endsAt,
    authenticatedAt: now,
    ipAddress: entry.visitor.ipAddress,
    userAgent: entry.visitor.userAgent,
    deviceId: facts.deviceId,
    pendingStage: pendingStageOf(user),
  };
}

/** Remember-me as the sources have it (S2-10): ticked keeps the cookie for its age, not ticked until the browser closes. */
function chooseExpiry(settings: Settings, rememberMe: boolean | null, ageSeconds: number): SessionExpiry {
  const remembered = rememberMe ?? !settings.session.expireAtBrowserClose;
  return remembered ? { kind: 'age', seconds: ageSeconds } : { kind: 'browser' };
}

/** Makes room for one more session; answers the key hashes of those that ended for it. */
async function endOldestSessions(
  stores: Stores,
  of: { user: User; now: Date; most: number },
): Promise<readonly string[]> {
  const live = await stores.sessions.listOfUser(of.user.id, of.now);
  const oldest = live.slice(Math.max(0, of.most - 1)).map((session) => session.keyHash);
  for (const keyHash of oldest) await stores.sessions.remove(keyHash);
  return oldest;
}

function logInEvent(entry: Entry, session: Session, now: Date): AuditEvent {
  const { userId, method, backend, notes } = entry.proof;
  return securityEvent('log-in', {
    userId,
    visitor: entry.visitor,
    now,
    detail: {
      method,
      backend,
      session: session.id,
      ...(session.pendingStage === null ? {} : { stage: session.pendingStage }),
      ...notes,
    },
  });
}

/**
 * Data of an anonymous session, or of the same user's, moves to the new key; that of another user, or of a session that
 * ended, is dropped (contract C4).
 */
async function carryData(
  deps: GateDependencies,
  from: { oldKeyHash: string | null; old: Session | null; grant: SessionGrant },
): Promise<void> {
  const { oldKeyHash, old, grant } = from;
  if (oldKeyHash === null) return;
  const isMine = old !== null && (old.userId === null || old.userId === grant.session.userId);
  if (isMine) await deps.sessionData.move(oldKeyHash, grant.session.keyHash);
  else await deps.sessionData.remove(oldKeyHash);
}
