import { securityEvent } from '../audit/security-event.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Dependencies } from './dependencies.ts';
import type { Principal } from './session.ts';

/** Logs out whoever came by a token: ends the session that it opens, and with it the token and its kin. */
export async function endOwnSession(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  input: { readonly principal: Principal; readonly visitor: Visitor },
): Promise<void> {
  const { session, user } = input.principal;
  await deps.transact(async (stores) => {
    if (!(await stores.sessions.remove(session.keyHash))) return;
    await stores.audit.append(
      securityEvent('log-out', {
        userId: user.id,
        visitor: input.visitor,
        now: deps.clock.now(),
        detail: { session: session.id },
      }),
    );
  });
}
