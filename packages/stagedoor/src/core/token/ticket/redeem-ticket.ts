import { findTokenHolder } from '../../login/opens-by-token.ts';
import type { Principal, SessionHolder } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';
import { ticketHash } from './create-ticket.ts';

// Whatever else comes costs no look-up.
const TICKET = /^[A-Za-z0-9]{43}$/;

type FindDependencies = Pick<Dependencies, 'sessions' | 'authenticationBackends' | 'clock' | 'settings'>;

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
  deps: FindDependencies & Pick<Dependencies, 'tickets'>,
  input: { readonly purpose: string; readonly ticket: string },
): Promise<Principal | null> {
  const { purpose, ticket } = input;
  if (typeof ticket !== 'string' || !TICKET.test(ticket)) return null;
  const keyHash = ticketHash(purpose, ticket);
  const sessionKeyHash = await deps.tickets.take({ purpose, keyHash }, deps.clock.now());
  return sessionKeyHash === null ? null : await recheckTicket(deps, sessionKeyHash);
}

/** Whom a ticket that was redeemed would log in still, by the session that made it. */
export async function recheckTicket(deps: FindDependencies, keyHash: string): Promise<Principal | null> {
  const holder = await findTokenHolder(deps, keyHash);
  return holder === null ? null : byTicket(holder);
}

/** The same object for the same holder: who watches somebody sees by it that nothing is new. */
function byTicket(holder: SessionHolder): Principal {
  const known = principals.get(holder);
  if (known !== undefined) return known;
  const principal: Principal = { ...holder, credentialKind: 'ticket' };
  principals.set(holder, principal);
  return principal;
}

const principals = new WeakMap<SessionHolder, Principal>();
