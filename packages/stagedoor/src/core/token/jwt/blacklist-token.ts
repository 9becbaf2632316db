import type { Visitor } from '../../kernel/visitor.ts';
import { logOutSession } from '../../session/log-out-session.ts';
import type { Dependencies } from '../dependencies.ts';
import { keyHashOf } from './find-access-principal.ts';
import { readJwt } from './read-jwt.ts';
import { tokenRefused } from './token-refused.ts';

/**
 * Ends what a refresh (or sliding) token belongs to: itself, everything it was exchanged for, and the access tokens made
 * of them, which simplejwt would leave alive (ASVS V7.4.1).
 *
 * @throws AccountsError `token-refused`, also for one that ended before
 */
export async function blacklistToken(
  deps: Pick<Dependencies, 'transact' | 'jwtCodec' | 'clock' | 'settings'>,
  input: { readonly token: string; readonly visitor: Visitor },
): Promise<void> {
  const read = await readJwt(deps, { token: input.token, types: ['refresh', 'sliding'] });
  if (read.outcome === 'refused') throw tokenRefused(read.fault);
  const keyHash = keyHashOf(read.token);
  const now = deps.clock.now();
  const { visitor } = input;
  const ended = await deps.transact((stores) => logOutSession(stores, { keyHash, visitor, now }));
  if (!ended) throw tokenRefused('blacklisted');
}
