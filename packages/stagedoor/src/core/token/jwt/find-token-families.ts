import type { SessionRef } from '../../session/log-out-session.ts';
import type { Dependencies } from '../dependencies.ts';
import { userIdIn } from './claims.ts';
import { keyHashOf } from './find-access-principal.ts';
import { readJwt } from './read-jwt.ts';

/**
 * The families that tokens belong to: of each that is good the session that all of its family depends on, and whose it
 * is. Tokens that are not good any more name none: their holder is logged out. For what ends them in a transaction,
 * where no token may be read.
 */
export async function findTokenFamilies(
  deps: Pick<Dependencies, 'jwtCodec' | 'clock' | 'settings'>,
  { tokens }: { readonly tokens: readonly string[] },
): Promise<readonly SessionRef[]> {
  const { claimNames } = deps.settings.jwt;
  const families: SessionRef[] = [];
  for (const token of tokens) {
    const read = await readJwt(deps, { token, types: ['refresh', 'access', 'sliding'] });
    if (read.outcome === 'refused') continue;
    families.push({ keyHash: keyHashOf(read.token), userId: userIdIn(read.token.claims, claimNames) });
  }
  return families;
}
