import { mayHaveTokens } from '../../login/entry-rules.ts';
import { isStillTrusted } from '../../session/is-still-trusted.ts';
import type { Refused } from '../../session/refused.ts';
import type { SessionHolder } from '../../session/session.ts';
import { sessionKeyHash } from '../../session/session-key-hash.ts';
import type { Dependencies } from '../dependencies.ts';
import { isPersonalToken } from '../personal-token/personal-token-format.ts';

type FindDependencies = Pick<Dependencies, 'sessions' | 'authenticationBackends' | 'clock' | 'settings'>;

/** `inactive`: the token was good, and its user may not enter any more. */
export type ApiTokenRefused = Refused<'api-token', 'invalid' | 'inactive'>;

/** Who an API token logs in, as of now. One look-up, as for a cookie; a second one only to explain. */
export async function findApiTokenPrincipal(
  deps: FindDependencies & Pick<Dependencies, 'apiTokens' | 'users'>,
  input: { readonly key: string },
): Promise<SessionHolder | ApiTokenRefused> {
  const keyHash = sessionKeyHash('api-token', input.key);
  const principal = await deps.sessions.findPrincipal(keyHash, deps.clock.now());
  if (isTrusted(deps, principal)) return principal;
  const userId = await deps.apiTokens.findOwner(keyHash);
  const user = userId === null ? null : await deps.users.findById(userId);
  return { refused: 'api-token', fault: user?.isActive === false ? 'inactive' : 'invalid' };
}

/** Who a personal access token logs in, with no more rights than the token has; null for nobody. */
export async function findPersonalTokenPrincipal(
  deps: FindDependencies,
  input: { readonly token: string },
): Promise<SessionHolder | null> {
  // The checksum spares the database what is mistyped or made up.
  if (!isPersonalToken(input.token)) return null;
  const keyHash = sessionKeyHash('personal-token', input.token);
  const principal = await deps.sessions.findPrincipal(keyHash, deps.clock.now());
  return isTrusted(deps, principal) ? principal : null;
}

function isTrusted(deps: FindDependencies, principal: SessionHolder | null): principal is SessionHolder {
  return (
    principal !== null &&
    isStillTrusted(deps, principal.session) &&
    mayHaveTokens(principal.user, deps.settings)
  );
}
