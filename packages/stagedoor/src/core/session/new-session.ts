import { after, seconds } from '../kernel/clock.ts';
import { randomPublicId, randomSessionKey } from '../kernel/secret-value.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { User } from '../user/user.ts';
import type { Session, SessionExpiry } from './session.ts';
import { sessionKeyHash } from './session-key-hash.ts';
import { isOfPrograms, type SessionKind } from './session-kind.ts';
import { idleEnd, sessionAges } from './session-life.ts';
import type { Settings } from './settings.ts';
import type { TokenScope } from './token-scope.ts';

// What "never" is: before the year 10000, so that every database and every date text can hold it.
const NEVER = new Date('9999-12-31T00:00:00.000Z');

/** A session that is opened by a token and not by a browser's cookie. */
export interface TokenSession {
  readonly kind: Exclude<SessionKind, 'cookie'>;
  /** The key that the token is, or carries. */
  readonly key: string;
  /** The end by itself; null lives until somebody ends it. */
  readonly expiresAt: Date | null;
  /** The end that nothing prolongs; null lives until somebody ends it. */
  readonly endsAt: Date | null;
  readonly scope: TokenScope | null;
  /** Whether opening it counts as the user's last log-in; it does unless it is told not to. */
  readonly countsAsLogIn?: boolean;
}

type Opened = Pick<Session, 'scope' | 'expiry' | 'expiresAt' | 'endsAt'> & {
  readonly kind: SessionKind;
  readonly sessionKey: string;
};

/** The session that a passed gate opens, with its key. Nobody else makes one for a user. */
export function newSession(
  settings: Settings,
  facts: {
    readonly user: User;
    readonly entry: {
      readonly proof: Pick<Session, 'backend' | 'methods'>;
      readonly rememberMe: boolean | null;
      readonly visitor: Visitor;
      readonly tokenSession?: TokenSession;
    };
    readonly now: Date;
    readonly deviceId: number | null;
    /** Null where every stage is passed. */
    readonly pendingStage: Session['pendingStage'];
  },
): { readonly session: Session; readonly sessionKey: string } {
  const { user, entry, now } = facts;
  const { sessionKey, ...opened } = entry.tokenSession
    ? openByToken(
        entry.tokenSession,
        longestByToken(settings, { user, tokenSession: entry.tokenSession, now }),
      )
    : openByCookie(settings, { user, rememberMe: entry.rememberMe, now });
  const session: Session = {
    ...opened,
    id: randomPublicId(),
    keyHash: sessionKeyHash(opened.kind, sessionKey),
    userId: user.id,
    securityVersion: user.securityVersion,
    backend: entry.proof.backend,
    methods: entry.proof.methods,
    createdAt: now,
    lastSeenAt: now,
    authenticatedAt: isOfPrograms(opened) ? null : now,
    ipAddress: entry.visitor.ipAddress,
    userAgent: entry.visitor.userAgent,
    deviceId: facts.deviceId,
    pendingStage: facts.pendingStage,
    isKeyDue: false,
  };
  return { session, sessionKey };
}

function openByCookie(
  settings: Settings,
  { user, rememberMe, now }: { user: User; rememberMe: boolean | null; now: Date },
): Opened {
  const ages = sessionAges(settings, user.isStaff);
  const expiry = chooseExpiry(settings, rememberMe, ages.ageSeconds);
  const endsAt = after(now, seconds(ages.maxAgeSeconds));
  return {
    kind: 'cookie',
    scope: null,
    sessionKey: randomSessionKey(),
    expiry,
    expiresAt: idleEnd(expiry, now, { ...ages, endsAt }),
    endsAt,
  };
}

/** JSON web tokens are a log-in like any other, so those of staff end with it. What programs carry lives by itself. */
function longestByToken(
  settings: Settings,
  { user, tokenSession, now }: { user: User; tokenSession: TokenSession; now: Date },
): Date {
  if (tokenSession.kind !== 'jwt' || !user.isStaff) return NEVER;
  return after(now, seconds(sessionAges(settings, true).maxAgeSeconds));
}

function openByToken({ kind, key, expiresAt, endsAt, scope }: TokenSession, latest: Date): Opened {
  const at = earlier(expiresAt, latest);
  return {
    kind,
    scope,
    sessionKey: key,
    expiry: { kind: 'fixed', at },
    expiresAt: at,
    endsAt: earlier(endsAt, latest),
  };
}

function earlier(asked: Date | null, latest: Date): Date {
  return asked === null || asked > latest ? latest : asked;
}

/** Remember-me as the sources have it: ticked keeps the cookie for its age, not ticked until the browser closes. */
function chooseExpiry(settings: Settings, rememberMe: boolean | null, ageSeconds: number): SessionExpiry {
  const remembered = rememberMe ?? !settings.session.expireAtBrowserClose;
  return remembered ? { kind: 'age', seconds: ageSeconds } : { kind: 'browser' };
}
