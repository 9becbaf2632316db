import { mayHaveTokens } from '../../login/entry-rules.ts';
import { opensEverything } from '../../session/opens-everything.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';
import { ticketHash } from './create-ticket.ts';

// Whatever else comes costs no look-up.
const TICKET = /^[A-Za-z0-9]{43}$/;

/**
 * Whom a ticket of this purpose logs in, as of now; null for one that is unknown, used, expired, of another purpose,
 * whose session has ended, or whose user may have none any more. Asking uses it up: of many at once exactly one is answered.
 *
 * @example
 * // An upgrade to WebSocket has no headers of its own.
 * const principal = await useCases.ticket.redeem({ purpose: 'websocket', ticket });
 * if (principal === null) return socket.close(4401);
 */
export async function redeemTicket(
  deps: Pick<Dependencies, 'tickets' | 'sessions' | 'authenticationBackends' | 'clock' | 'settings'>,
  input: { readonly purpose: string; readonly ticket: string },
): Promise<Principal | null> {
  const { purpose, ticket } = input;
  if (typeof ticket !== 'string' || !TICKET.test(ticket)) return null;
  const now = deps.clock.now();
  const sessionKeyHash = await deps.tickets.take({ purpose, keyHash: ticketHash(purpose, ticket) }, now);
  if (sessionKeyHash === null) return null;
  const principal = await deps.sessions.findPrincipal(sessionKeyHash, now);
  if (principal === null) return null;
  const { user, session } = principal;
  return opensEverything(deps, session) && mayHaveTokens(user, deps.settings) ? principal : null;
}
