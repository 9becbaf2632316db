import { findTokenHolder } from '../../login/opens-by-token.ts';
import type { Refused } from '../../session/refused.ts';
import type { SessionHolder } from '../../session/session.ts';
import { sessionKeyHash } from '../../session/session-key-hash.ts';
import type { Dependencies } from '../dependencies.ts';

/** `inactive`: the token was good, and its user may not enter any more. */
export type ApiTokenRefused = Refused<'api-token', 'invalid' | 'inactive'>;

/** Who an API token logs in, as of now. One look-up, as for a cookie; a second one only to explain. */
export async function findApiTokenPrincipal(
  deps: Pick<
    Dependencies,
    'sessions' | 'apiTokens' | 'users' | 'authenticationBackends' | 'clock' | 'settings'
  >,
  input: { readonly key: string },
): Promise<SessionHolder | ApiTokenRefused> {
  const keyHash = sessionKeyHash('api-token', input.key);
  const holder = await findTokenHolder(deps, keyHash);
  if (holder !== null) return holder;
  const userId = await deps.apiTokens.findOwner(keyHash);
  const user = userId === null ? null : await deps.users.findById(userId);
  return { refused: 'api-token', fault: user?.isActive === false ? 'inactive' : 'invalid' };
}
