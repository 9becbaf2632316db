import type { Visitor } from '../../kernel/visitor.ts';
import type { Dependencies } from '../dependencies.ts';
import { userIdIn } from './claims.ts';
import { endTokenFamily } from './end-token-family.ts';
import { readJwt } from './read-jwt.ts';

/**
 * Logs out whoever else holds these tokens, which a browser has that `userId` has just logged in with. One good token of
 * theirs among them, and all of them stay.
 */
export async function endTokensOfOthers(
  deps: Pick<Dependencies, 'transact' | 'jwtCodec' | 'clock' | 'settings'>,
  input: { readonly tokens: readonly string[]; readonly userId: number; readonly visitor: Visitor },
): Promise<'ended' | 'own'> {
  const { tokens, userId, visitor } = input;
  for (const token of tokens) {
    const read = await readJwt(deps, { token, types: ['refresh', 'access', 'sliding'] });
    const isOwn =
      read.outcome === 'good' && userIdIn(read.token.claims, deps.settings.jwt.claimNames) === userId;
    if (isOwn) return 'own';
  }
  await endTokenFamily(deps, { tokens, visitor });
  return 'ended';
}
