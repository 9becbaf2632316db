import { after, seconds } from '../../kernel/clock.ts';
import { AccountsError, fieldRefusal } from '../../kernel/errors.ts';
import { hashSecret, randomLinkKey } from '../../kernel/secret-value.ts';
import { requireTokensAllowed } from '../../login/entry-rules.ts';
import { sessionEnded } from '../../session/renew-session.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal, Session } from '../../session/session.ts';
import type { Dependencies, Stores } from '../dependencies.ts';

/** The purpose of the tickets that open the download of one's own data. */
export const DATA_DOWNLOAD = 'data-download';

const PURPOSE = /^[a-z][a-z0-9-]{0,39}$/;

// More than the tabs that anybody opens at once; few enough that nobody fills a table with them.
const MOST_PER_SESSION = 20;

/**
 * A ticket for what cannot send a header: a WebSocket, a link to a download (ASVS V4.4.3). It opens one thing of its
 * purpose once, within seconds, as the very session that made it, and ends with that session.
 *
 * @throws AccountsError `invalid-input` for what is no word, `reauthentication-required` for purposes that want a recent proof, `permission-denied` for who
 *   came without a session (Basic authentication), `not-authenticated` where the session ended meanwhile
 */
export async function createTicket(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: { readonly principal: Principal; readonly purpose: string },
): Promise<{ readonly ticket: string; readonly expiresAt: Date }> {
  const { principal, purpose } = input;
  const { sessionKeyHash } = principal;
  if (!PURPOSE.test(purpose))
    throw fieldRefusal('purpose', 'invalid_choice', { input: purpose.slice(0, 40) });
  if (sessionKeyHash === null) throw new AccountsError({ code: 'permission-denied' });
  requireTokensAllowed(principal.user, deps.settings);
  if (purpose === DATA_DOWNLOAD) requireRecentProof(deps, principal);
  const ticket = randomLinkKey();
  const createdAt = deps.clock.now();
  const expiresAt = after(createdAt, seconds(deps.settings.ticketSeconds));
  await deps.transact(async (stores) => {
    const session = await lockLive(stores, sessionKeyHash, createdAt);
    await stores.tickets.removeOldest(session.id, MOST_PER_SESSION - 1);
    const keyHash = ticketHash(purpose, ticket);
    await stores.tickets.add({ keyHash, purpose, sessionId: session.id, createdAt, expiresAt });
  });
  return { ticket, expiresAt };
}

/** The stored form of a ticket; its purpose is part of it. */
export function ticketHash(purpose: string, ticket: string): string {
  return hashSecret(`ticket:${purpose}`, ticket);
}

/** The session's row, held until the transaction ends; a token that is not looked up names its family's. */
async function lockLive(
  { sessions }: Pick<Stores, 'sessions'>,
  keyHash: string,
  now: Date,
): Promise<Session> {
  const session = (await sessions.lock(keyHash)) ? await sessions.find(keyHash, now) : null;
  if (session === null) throw sessionEnded();
  return session;
}
