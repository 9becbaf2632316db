import type { TokenSession } from '../session/new-session.ts';
import type { Session } from '../session/session.ts';
import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';

/** What a log-in was for, in words that can be kept until its last stage is passed. */
export type AskedFor =
  /** Null leaves it to the site's policy; true keeps the session for its full age, false until the browser closes. */
  | { readonly kind: 'session'; readonly rememberMe: boolean | null }
  /** With room for the tokens, where they go into cookies. */
  | { readonly kind: 'token-pair'; readonly mostCharacters?: number }
  | { readonly kind: 'sliding-token' }
  | { readonly kind: 'api-token' };

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
