import { provedPassword } from '../../../src/core/session/authentication.ts';
import type { Session, SessionHolder } from '../../../src/core/session/session.ts';
import type { OpenStores } from '../open-stores.ts';
import { sampleSession } from './samples.ts';

/** Somebody logged in, at `now`, by a session that is nothing special but for these changes. */
export async function principalOf(
  { sessions }: Pick<OpenStores, 'sessions'>,
  userId: number,
  { now, ...changes }: Partial<Session> & { readonly now: Date },
): Promise<SessionHolder> {
  const later = new Date(now.getTime() + 3_600_000);
  const proof = { methods: [provedPassword(now)], authenticatedAt: now };
  const times = { createdAt: now, lastSeenAt: now, expiresAt: later, endsAt: later };
  const session = sampleSession(userId, { ...times, ...proof, ...changes });
  await sessions.add(session);
  const holder = await sessions.findPrincipal(session.keyHash, now);
  if (holder === null) throw new Error('The session is not there.');
  return holder;
}
