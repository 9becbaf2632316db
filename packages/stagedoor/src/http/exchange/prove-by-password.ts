import { principalOf } from '../../core/session/principal-of.ts';
import type { Principal } from '../../core/session/session.ts';
import type { Exchange } from './exchange.ts';

/**
 * Whoever is logged in, with a proof of just now: a log-in anew, counted and audited like one.
 *
 * @throws AccountsError as `reauthenticate` does
 */
export async function proveByPassword(
  exchange: Exchange,
  principal: Principal,
  password: string,
): Promise<Principal> {
  const { context, visitor } = exchange;
  const issued = await context.useCases.login.reauthenticate({ principal, password, visitor });
  await exchange.startSession(issued);
  return principalOf(issued.session, principal);
}
