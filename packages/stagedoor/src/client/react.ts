// The binding for React, an entry of its own: whoever uses another library need not have React.

import { useSyncExternalStore } from 'react';
import type { SessionState } from './session-state.ts';

/** As much of a client as a component needs that shows who is logged in. */
export interface SessionSource<User> {
  readonly session: {
    get(): SessionState<User>;
    subscribe(listener: () => void): () => void;
  };
}

/**
 * Who is logged in, for a component of React, which is drawn again when that changes. The first component on a page lets the
 * client ask.
 *
 * @param drawn what a server knew when it drew the page. It stands until the client knows better, so that nothing flickers
 * @example
 * const session = useSession(client);
 * if (session.status === 'signed-in') return <p>Welcome, {session.user.username}</p>;
 */
export function useSession<User>(
  { session }: SessionSource<User>,
  drawn?: SessionState<User>,
): SessionState<User> {
  const now = useSyncExternalStore(session.subscribe, session.get, () => drawn ?? session.get());
  return now.status === 'loading' ? (drawn ?? now) : now;
}
