import type { Dependencies } from './dependencies.ts';
import { isStillTrusted } from './is-still-trusted.ts';
import { opensEverything } from './opens-everything.ts';
import type { SessionHolder } from './session.ts';
import { sessionKeyHash } from './session-key-hash.ts';

type FindDependencies = Pick<Dependencies, 'sessions' | 'authenticationBackends' | 'clock'>;

const SESSION_KEY = /^[a-z0-9]{32}$/;

/**
 * Who a session key logs in, as of now; null for nobody. Where a stage is pending nobody is logged in yet: see
 * `findSessionHolder`.
 */
export async function findPrincipal(
  deps: FindDependencies,
  { sessionKey }: { readonly sessionKey: string },
): Promise<SessionHolder | null> {
  return SESSION_KEY.test(sessionKey)
    ? await recheckSession(deps, sessionKeyHash('cookie', sessionKey))
    : null;
}

/** The same by the stored form of its key, for who came by it before. */
export async function recheckSession(deps: FindDependencies, keyHash: string): Promise<SessionHolder | null> {
  const now = deps.clock.now();
  const holder =
    (await deps.sessions.findPrincipal(keyHash, now)) ?? (await findByFormerKey(deps, keyHash, now));
  return holder !== null && opensEverything(deps, holder.session) ? holder : null;
}

/**
 * Whose session it is, with a pending stage too. The hot read of every request: one look-up. Only for interfaces that look
 * at `session.pendingStage` themselves: whoever has one may do what passes the stage, and leave.
 */
export async function findSessionHolder(
  deps: FindDependencies,
  input: { readonly sessionKey: string },
): Promise<SessionHolder | null> {
  if (!SESSION_KEY.test(input.sessionKey)) return null;
  const keyHash = sessionKeyHash('cookie', input.sessionKey);
  const now = deps.clock.now();
  const holder =
    (await deps.sessions.findPrincipal(keyHash, now)) ?? (await findByFormerKey(deps, keyHash, now));
  return holder !== null && isStillTrusted(deps, holder.session) ? holder : null;
}

/** Only where the key is no session's (any more): whoever has a good one is found in one look-up. */
async function findByFormerKey(
  { sessions }: FindDependencies,
  keyHash: string,
  now: Date,
): Promise<SessionHolder | null> {
  const session = await sessions.find(keyHash, now);
  if (session === null || session.keyHash === keyHash) return null;
  return await sessions.findPrincipal(session.keyHash, now);
}
