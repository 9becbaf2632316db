import { mayHaveTokens } from '../login/entry-rules.ts';
import { opensEverything } from '../session/opens-everything.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from '../token/dependencies.ts';

/**
 * The same person as of now, by what they came with; null where that opens nothing any more. For what lasts longer than a request,
 * whose credential is gone, such as a WebSocket that was opened by a ticket. A password that came with a request was for that
 * request alone.
 */
export async function recheckPrincipal(
  deps: Pick<Dependencies, 'sessions' | 'authenticationBackends' | 'clock' | 'settings'>,
  { principal }: { readonly principal: Pick<Principal, 'sessionKeyHash'> },
): Promise<Principal | null> {
  if (principal.sessionKeyHash === null) return null;
  const holder = await deps.sessions.findPrincipal(principal.sessionKeyHash, deps.clock.now());
  if (holder === null) return null;
  const { user, session } = holder;
  const mayBeThat = session.kind === 'cookie' || mayHaveTokens(user, deps.settings);
  return mayBeThat && opensEverything(deps, session) ? holder : null;
}
