import { after, seconds } from '../kernel/clock.ts';
import { randomSessionKey } from '../kernel/secret-value.ts';
import type { Dependencies } from './dependencies.ts';
import type { IssuedSession } from './issued-session.ts';
import type { Session } from './session.ts';
import { sessionKeyHash } from './session-key-hash.ts';

/** A page asks for several things at once: those that left before the answer arrived come by the old key. */
const FORMER_KEY_MS = seconds(10);

/**
 * Gives a browser's session a new key after what its user is has changed (staff, superuser, groups, roles; ASVS V7.2.4), and keeps the rest of
 * it: data, proofs and CSRF token. The old key is good for ten seconds. Null where another request of the browser was first.
 */
export async function renewDueKey(
  { transact, clock }: Pick<Dependencies, 'transact' | 'clock'>,
  { session }: { readonly session: Session },
): Promise<IssuedSession | null> {
  const sessionKey = randomSessionKey();
  const newKeyHash = sessionKeyHash('cookie', sessionKey);
  const formerUntil = after(clock.now(), FORMER_KEY_MS);
  const isRenewed = await transact(({ sessions }) =>
    sessions.renewDueKey(session.keyHash, { newKeyHash, formerUntil }),
  );
  if (!isRenewed) return null;
  return { sessionKey, session: { ...session, keyHash: newKeyHash, isKeyDue: false }, deviceKey: null };
}
