import type { Dependencies } from '../dependencies.ts';
import { type IdentifiedToken, identifyToken, type TokenType } from './claims.ts';

/**
 * A token that this site signed, that is in time, and that is of one of `types`. Whether its user still is and may
 * is for the caller to look up.
 *
 * @example
 * const read = await readJwt(deps, { token, types: ['access'] });
 * if (read.outcome === 'refused') …read.fault…
 */
export async function readJwt(
  deps: Pick<Dependencies, 'jwtCodec' | 'clock' | 'settings'>,
  { token, types }: { readonly token: string; readonly types: readonly TokenType[] },
): Promise<IdentifiedToken> {
  const verdict = await deps.jwtCodec.read(token, deps.clock.now());
  if (verdict.outcome !== 'good') return { outcome: 'refused', fault: verdict.outcome };
  return identifyToken(verdict.claims, deps.settings.jwt.claimNames, types);
}
