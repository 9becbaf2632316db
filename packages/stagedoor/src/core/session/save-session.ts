import { after, seconds } from '../kernel/clock.ts';
import { randomPublicId, randomSessionKey } from '../kernel/secret-value.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Dependencies } from './dependencies.ts';
import type { Session, SessionData, SessionExpiry } from './session.ts';
import { sessionKeyHash } from './session-key-hash.ts';
import { idleEnd, sessionAges } from './session-life.ts';
import type { Settings } from './settings.ts';

export interface SaveSession {
  /** Null, or the key of a session that is no more, makes a new anonymous session. */
  readonly sessionKey: string | null;
  readonly data: SessionData;
  /** What `set_expiry` asked for; null leaves the session's own. */
  readonly expiry: SessionExpiry | null;
  readonly visitor: Visitor;
}

export interface SavedSession {
  /** The key under which it is; null for a session that got a new key just now, which its browser has been sent. */
  readonly sessionKey: string | null;
  readonly session: Session;
}

type SaveSessionDependencies = Pick<
  Dependencies,
  'sessions' | 'sessionData' | 'users' | 'clock' | 'settings'
>;

/**
 * Stores a session's data, making an anonymous session where there is none. An anonymous session whose data became
 * empty ends: then the answer is null and the interface deletes the cookie.
 */
export async function saveSession(
  deps: SaveSessionDependencies,
  input: SaveSession,
): Promise<SavedSession | null> {
  const now = deps.clock.now();
  const keyHash = input.sessionKey === null ? null : sessionKeyHash('cookie', input.sessionKey);
  const found = keyHash === null ? null : await deps.sessions.find(keyHash, now);
  const isEmpty = Object.keys(input.data).length === 0;
  if (isEmpty && (found?.userId ?? null) === null) {
    if (found) await deps.sessions.remove(found.keyHash);
    if (keyHash !== null) await deps.sessionData.remove(keyHash);
    return null;
  }
  const saved =
    found === null
      ? newAnonymous(deps, input, now)
      : {
          // Who comes by the former key has been sent the new one.
          sessionKey: found.keyHash === keyHash ? input.sessionKey : null,
          session: await prolong(deps, found, input.expiry, now),
        };
  await deps.sessionData.save(saved.session.keyHash, input.data, saved.session.expiresAt);
  // After its data: where that finds no place, there is no session either.
  if (found === null) await deps.sessions.add(saved.session);
  return saved;
}

function newAnonymous({ settings }: SaveSessionDependencies, input: SaveSession, now: Date) {
  const sessionKey = randomSessionKey();
  const ages = sessionAges(settings, false);
  const endsAt = after(now, seconds(ages.maxAgeSeconds));
  const expiry = input.expiry ?? policyExpiry(settings);
  const session: Session = {
    id: randomPublicId(),
    keyHash: sessionKeyHash('cookie', sessionKey),
    userId: null,
    securityVersion: 0,
    backend: null,
    expiry,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: idleEnd(expiry, now, { ...ages, endsAt }),
    endsAt,
    methods: [],
    authenticatedAt: null,
    ipAddress: input.visitor.ipAddress,
    userAgent: input.visitor.userAgent,
    deviceId: null,
    pendingStage: null,
    isKeyDue: false,
    kind: 'cookie',
    scope: null,
  };
  return { sessionKey, session };
}

/**
 * Saving counts as activity: the end by inactivity moves, never past the absolute end. The activity is written too, so
 * that an older one, still on its way to `touchSessions`, does not bring the former expiry back.
 */
async function prolong(
  deps: SaveSessionDependencies,
  session: Session,
  asked: SessionExpiry | null,
  now: Date,
): Promise<Session> {
  const expiry = asked ?? session.expiry;
  const user = session.userId === null ? null : await deps.users.findById(session.userId);
  const ages = sessionAges(deps.settings, user?.isStaff ?? false);
  const expiresAt = idleEnd(expiry, now, { ...ages, endsAt: session.endsAt });
  await deps.sessions.setExpiry(session.keyHash, expiry, expiresAt);
  await deps.sessions.touch([{ keyHash: session.keyHash, lastSeenAt: now, expiresAt }]);
  return { ...session, expiry, expiresAt, lastSeenAt: now };
}

/** The site's own policy: the cookie age, or until the browser closes. */
export function policyExpiry(settings: Settings): SessionExpiry {
  return settings.session.expireAtBrowserClose
    ? { kind: 'browser' }
    : { kind: 'age', seconds: settings.session.ageSeconds };
}
