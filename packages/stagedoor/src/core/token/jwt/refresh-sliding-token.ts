import { isRefused } from '../../session/refused.ts';
import type { Dependencies } from '../dependencies.ts';
import { faultInBody } from './bearer-fault.ts';
import { refreshFault } from './claims.ts';
import { findFamilyHolder } from './find-access-principal.ts';
import { planToken, readyTokenMaker, SESSION_CLAIM, slidingClaims } from './make-tokens.ts';
import { readJwt } from './read-jwt.ts';
import { tokenRefused } from './token-refused.ts';

/**
 * Gives a sliding token more time, until its `refresh_exp` at the latest. Its family is looked up on
 * stateless sites too, as for any refresh: an ended one is prolonged nowhere.
 *
 * @throws AccountsError `token-refused`
 */
export async function refreshSlidingToken(
  deps: Pick<
    Dependencies,
    | 'jwtCodec'
    | 'tokenClaims'
    | 'sessions'
    | 'users'
    | 'groups'
    | 'authenticationBackends'
    | 'clock'
    | 'settings'
  >,
  input: { readonly token: string },
): Promise<{ readonly token: string }> {
  const { jwt } = deps.settings;
  const now = deps.clock.now();
  const read = await readJwt(deps, { token: input.token, types: ['sliding'] });
  if (read.outcome === 'refused') throw tokenRefused(read.fault);
  const fault = refreshFault(read.token.claims, jwt.rules, now);
  if (fault !== null) throw tokenRefused(fault);
  const found = await findFamilyHolder(deps, read.token);
  if (isRefused(found)) throw tokenRefused(faultInBody(found.fault));
  const { session } = found;
  const refreshUntil = new Date(Number(read.token.claims.refresh_exp) * 1_000);
  const planned = planToken(now, jwt.slidingTokenSeconds, { endsAt: session.endsAt });
  const holder = { ...found, sessionKey: String(read.token.claims[SESSION_CLAIM]) };
  const maker = await readyTokenMaker(deps, found.user, {});
  return { token: await maker.signer.sign(slidingClaims(maker, holder, { planned, refreshUntil })) };
}
