import type { TokenSession } from '../session/new-session.ts';
import type { Session } from '../session/session.ts';
import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';

/** What somebody logs in for: the session that the gate opens, and what is written and answered with it. */
export interface SessionRequest<Opened> {
  /** Null for the session of a browser. */
  readonly token: TokenSession | null;
  /** In the gate's transaction, once the session is there. */
  complete(stores: Stores, user: User, session: Session): Promise<Opened>;
}

/** A browser's session, and nothing beside it. */
export const browserSession: SessionRequest<null> = { token: null, complete: async () => null };
