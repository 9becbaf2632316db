import { findTokenHolder } from '../../login/opens-by-token.ts';
import type { SessionHolder } from '../../session/session.ts';
import { sessionKeyHash } from '../../session/session-key-hash.ts';
import type { Dependencies } from '../dependencies.ts';
import { isPersonalToken } from './personal-token-format.ts';

/** Who a personal access token logs in, with no more rights than the token has; null for nobody. */
export async function findPersonalTokenPrincipal(
  deps: Pick<Dependencies, 'sessions' | 'authenticationBackends' | 'clock' | 'settings'>,
  input: { readonly token: string },
): Promise<SessionHolder | null> {
  // The checksum spares the database what is mistyped or made up.
  if (!isPersonalToken(input.token)) return null;
  return await findTokenHolder(deps, sessionKeyHash('personal-token', input.token));
}
