import type { TokenSession } from '../session/new-session.ts';
import type { Session } from '../session/session.ts';
import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';
import type { AskedFor } from './flow-store.ts';

/** What somebody logs in for: the session that the gate opens, and what is written and answered with it. */
export interface SessionRequest<Opened> {
  readonly asked: AskedFor;
  /** Null for the session of a browser. */
  readonly token: TokenSession | null;
  /** In the gate's transaction, once the session is there. */
  complete(stores: Stores, user: User, session: Session): Promise<Opened>;
}

/** A browser's session, and nothing beside it. */
export function browserSession(rememberMe: boolean | null): SessionRequest<null> {
  return { asked: { kind: 'session', rememberMe }, token: null, complete: async () => null };
}
