import { securityEvent } from '../audit/security-event.ts';
import { hashSecret } from '../kernel/secret-value.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Dependencies } from './dependencies.ts';

/** Ends the visitor's session and drops its data. Logging out when logged out is fine. */
export async function logOut(
  deps: Pick<Dependencies, 'transact' | 'sessionData' | 'clock'>,
  input: { readonly sessionKey: string | null; readonly visitor: Visitor },
): Promise<void> {
  if (input.sessionKey === null) return;
  const keyHash = hashSecret('session', input.sessionKey);
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    const session = await stores.sessions.find(keyHash, now);
    await stores.sessions.remove(keyHash);
    if (!session?.userId) return;
    await stores.audit.append(
      securityEvent('log-out', {
        userId: session.userId,
        visitor: input.visitor,
        now,
        detail: { session: session.id },
      }),
    );
  });
  await deps.sessionData.remove(keyHash);
}
