import { principalOf } from '../../../core/session/principal-of.ts';
import type { Principal } from '../../../core/session/session.ts';
import type { Exchange } from '../../../http/exchange/exchange.ts';

/** The problems of `proveByPassword` as djoser words them. */
export const wrongPassword = {
  fields: { password: 'current_password' },
  problems: { password_wrong: { code: 'front_end.password_wrong' } },
} as const;

/**
 * djoser asks for the password with each grave act; here that is a log-in anew, counted and audited like one.
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
