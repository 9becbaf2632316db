import type { Dependencies } from '../dependencies.ts';
import { findHolder, keyHashOf } from './find-access-principal.ts';
import { readJwt } from './read-jwt.ts';
import { tokenRefused } from './token-refused.ts';

/**
 * Whether a token of any type is still good for something; says nothing about what (contract C8.1).
 *
 * @throws AccountsError `token-refused`
 */
export async function verifyToken(
  deps: Pick<
    Dependencies,
    | 'jwtCodec'
    | 'sessions'
    | 'users'
    | 'groups'
    | 'authenticationBackends'
    | 'refreshTokens'
    | 'clock'
    | 'settings'
  >,
  input: { readonly token: string },
): Promise<void> {
  const read = await readJwt(deps, { token: input.token, types: ['access', 'refresh', 'sliding'] });
  if (read.outcome === 'refused') throw tokenRefused(read.fault);
  const { token } = read;
  if (token.type === 'refresh') {
    const isLive = (await deps.sessions.find(keyHashOf(token), deps.clock.now())) !== null;
    const known = isLive ? await deps.refreshTokens.find(token.id) : null;
    if (known === null || known.usedAt !== null) throw tokenRefused('blacklisted');
    return;
  }
  const found = await findHolder(deps, token);
  if (found.outcome === 'refused') {
    const isGone = found.fault === 'user-not-found' || found.fault === 'user-inactive';
    throw tokenRefused(isGone ? 'no-account' : 'blacklisted');
  }
}
