import { fieldRefusal } from '../core/kernel/errors.ts';
import { isUsablePassword } from '../core/password/password-hasher.ts';
import { hasRecentProof, requireRecentProof } from '../core/session/require-recent-proof.ts';
import type { Principal } from '../core/session/session.ts';
import type { Answer } from '../http/answer/answer.ts';
import type { Exchange } from '../http/exchange/exchange.ts';
import { proveByPassword } from '../http/exchange/prove-by-password.ts';
import type { OwnInput } from './page-record.ts';

/** What a page for who is logged in shows. */
type ShowOwn = (exchange: Exchange, input: OwnInput) => Promise<Answer>;

/** Asks for the password before the form, not after it was filled in. */
export function withRecentProof(show: ShowOwn): ShowOwn {
  return async (exchange, input) => {
    const { clock, accounts: settings } = exchange.context;
    requireRecentProof({ clock, settings }, input.principal);
    return await show(exchange, input);
  };
}

/** Whether a form asks for the password beside what it is about, so that looking at its page needs none. */
export async function asksForPassword(exchange: Exchange): Promise<boolean> {
  const { clock, accounts: settings } = exchange.context;
  const principal = await exchange.requirePrincipal();
  return isUsablePassword(principal.user.passwordHash) && !hasRecentProof({ clock, settings }, principal);
}

/**
 * The principal with a recent proof: the one there is, or the password that was typed. One without a password here is
 * left to the use case, which sends them to prove it elsewhere.
 *
 * @throws AccountsError `invalid-input` for a password that is missing or wrong, `throttled`, `busy`.
 */
export async function proveWith(exchange: Exchange, password: string): Promise<Principal> {
  const principal = await exchange.requirePrincipal();
  if (!(await asksForPassword(exchange))) return principal;
  return await proveAgain(exchange, password);
}

/** The typed password is a fresh proof, whatever was proved before. */
export async function proveAgain(exchange: Exchange, password: string): Promise<Principal> {
  const principal = await exchange.requirePrincipal();
  if (!isUsablePassword(principal.user.passwordHash)) return principal;
  if (password === '') throw fieldRefusal('password', 'required');
  return await proveByPassword(exchange, principal, password);
}
