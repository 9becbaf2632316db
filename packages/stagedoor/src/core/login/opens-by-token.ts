import { opensEverything } from '../session/opens-everything.ts';
import type { Principal, SessionHolder } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import { mayHaveTokens } from './entry-rules.ts';

export type TokenRuleDependencies = Pick<Dependencies, 'authenticationBackends' | 'settings'>;

/**
 * The rule for whatever is no browser's own cookie, a ticket too: tokens are for its owner, every stage is passed, and whoever vouched for
 * the session is trusted still. What the session says is left out where it was not looked up (JWT_STATELESS).
 */
export function opensByToken<Holder extends Pick<Principal, 'user' | 'session'>>(
  deps: TokenRuleDependencies,
  holder: Holder | null,
): holder is Holder {
  if (holder === null) return false;
  const { user, session } = holder;
  return (session === null || opensEverything(deps, session)) && mayHaveTokens(user, deps.settings);
}

/** Whom a session logs in by that rule, as of now; null for nobody. */
export async function findTokenHolder(
  deps: TokenRuleDependencies & Pick<Dependencies, 'sessions' | 'clock'>,
  keyHash: string,
): Promise<SessionHolder | null> {
  const holder = await deps.sessions.findPrincipal(keyHash, deps.clock.now());
  return opensByToken(deps, holder) ? holder : null;
}
