import { requireRecentProof } from '../core/login/require-recent-proof.ts';
import type { Answer } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';

/** Asks for the password before the form, not after it was filled in. */
export async function withRecentProof(exchange: Exchange, show: () => Promise<Answer>): Promise<Answer> {
  const { clock, accounts: settings } = exchange.context;
  requireRecentProof({ clock, settings }, await exchange.requirePrincipal());
  return await show();
}
