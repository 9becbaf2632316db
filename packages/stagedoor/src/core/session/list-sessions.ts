import type { Dependencies } from './dependencies.ts';
import type { Principal, Session } from './session.ts';
import { standsAlone } from './session-kind.ts';

export interface ListedSession {
  readonly session: Session;
  readonly isCurrent: boolean;
}

/** The logged-in user's own live sessions, newest activity first. Personal access tokens have a list of their own. */
export async function listSessions(
  deps: Pick<Dependencies, 'sessions' | 'clock'>,
  input: { readonly principal: Principal },
): Promise<readonly ListedSession[]> {
  const { user, sessionKeyHash } = input.principal;
  const sessions = await deps.sessions.listOfUser(user.id, deps.clock.now());
  const signIns = sessions.filter((session) => !standsAlone(session));
  return signIns.map((session) => ({ session, isCurrent: session.keyHash === sessionKeyHash }));
}
