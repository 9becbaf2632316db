import type { Dependencies } from '../dependencies.ts';
import type { PublicJwk } from '../jwt-codec.ts';

/** The keys under which others can verify our tokens (RFC 7517): the next one too, so that they know it in time. */
export async function listPublicKeys(
  deps: Pick<Dependencies, 'jwtCodec' | 'clock'>,
): Promise<readonly PublicJwk[]> {
  return await deps.jwtCodec.publicKeys(deps.clock.now());
}
