import { isRefused } from '../../session/refused.ts';
import type { Dependencies } from '../dependencies.ts';
import { faultInBody } from './bearer-fault.ts';
import type { JwtToken } from './claims.ts';
import { findFamilyHolder, findHolder } from './find-access-principal.ts';
import { readJwt } from './read-jwt.ts';
import { tokenRefused } from './token-refused.ts';

type VerifyDependencies = Pick<
  Dependencies,
  | 'jwtCodec'
  | 'sessions'
  | 'users'
  | 'groups'
  | 'authenticationBackends'
  | 'refreshTokens'
  | 'clock'
  | 'settings'
>;

/**
 * Whether a token of any type is still good for something; says nothing about what.
 *
 * @throws AccountsError `token-refused`
 */
export async function verifyToken(
  deps: VerifyDependencies,
  input: { readonly token: string },
): Promise<void> {
  const read = await readJwt(deps, { token: input.token, types: ['access', 'refresh', 'sliding'] });
  if (read.outcome === 'refused') throw tokenRefused(read.fault);
  const { token } = read;
  if (token.type === 'refresh') return await verifyRefreshToken(deps, token);
  const found = await findHolder(deps, token);
  if (isRefused(found)) throw tokenRefused(faultInBody(found.fault));
}

/** Whether refreshing would succeed; a stateless site looks these up too. */
async function verifyRefreshToken(deps: VerifyDependencies, token: JwtToken): Promise<void> {
  const found = await findFamilyHolder(deps, token);
  if (isRefused(found)) throw tokenRefused(faultInBody(found.fault));
  const known = await deps.refreshTokens.find(token.id);
  const isLeaf = known?.sessionId === found.session.id && known.usedAt === null;
  if (!isLeaf) throw tokenRefused('blacklisted');
}
