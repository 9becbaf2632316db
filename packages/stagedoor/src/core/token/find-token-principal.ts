import type { Dependencies } from '../dependencies.ts';
import type { Principal } from '../session/session.ts';
import { sessionKeyHash } from '../session/session-key-hash.ts';
import { isPersonalToken } from './personal-token-format.ts';

type FindDependencies = Pick<Dependencies, 'sessions' | 'clock'>;

/** Who an API token signs in, as of now (contract C7.2); null for nobody. One look-up, as for a cookie. */
export function findApiTokenPrincipal(
  deps: FindDependencies,
  input: { readonly key: string },
): Promise<Principal | null> {
  return deps.sessions.findPrincipal(sessionKeyHash('api-token', input.key), deps.clock.now());
}

/** Who a personal access token signs in, with no more rights than the token has; null for nobody. */
export async function findPersonalTokenPrincipal(
  deps: FindDependencies,
  input: { readonly token: string },
): Promise<Principal | null> {
  // The checksum spares the database what is mistyped or made up.
  if (!isPersonalToken(input.token)) return null;
  return deps.sessions.findPrincipal(sessionKeyHash('personal-token', input.token), deps.clock.now());
}
