import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import { findUserNamed } from '../user/find-users-named.ts';
import { operator } from '../visitor.ts';

/**
 * The operator's command: ends every session there is, or all of one user's. Answers how many ended. One user's
 * data goes with them; that of everybody is out of reach at once, and is removed when its time is over.
 *
 * @throws AccountsError `not-found` for a word that names nobody, or several.
 */
export async function endAllSessions(
  deps: Pick<Dependencies, 'transact' | 'users' | 'sessionData' | 'clock' | 'settings'>,
  input: { readonly identifier: string | null },
): Promise<number> {
  const user = input.identifier === null ? null : await findUserNamed(deps, { word: input.identifier });
  if (input.identifier !== null && user === null) throw new AccountsError({ code: 'not-found' });
  const { count, ended } = await deps.transact(async (stores) => {
    if (user) await stores.users.revokeAll(user.id);
    const ended = user ? await stores.sessions.removeAllOfUser(user.id) : [];
    const count = user ? ended.length : await stores.sessions.removeEverything();
    await stores.audit.append(
      securityEvent('session-end-all', {
        userId: user?.id ?? null,
        visitor: operator,
        now: deps.clock.now(),
        detail: { sessions: count },
      }),
    );
    return { count, ended };
  });
  for (const keyHash of ended) await deps.sessionData.remove(keyHash);
  return count;
}
