/** Who is signed in, as far as a client knows. */
export type SessionState<User> =
  /** Nobody has asked yet. */
  | { readonly status: 'loading' }
  | { readonly status: 'signed-in'; readonly user: User }
  | { readonly status: 'signed-out' }
  /** The password was right; `stage` must be done before anything else is answered. */
  | { readonly status: 'stage-required'; readonly stage: string };

/** What a client shows of its session: read it, listen to it. Log-in, log-out and refusals change it. */
export interface ClientSession<User> {
  /** The same object until the state changes. */
  get(): SessionState<User>;
  /** Calls the listener after each change. The first one who listens lets the client ask. Answers how to stop. */
  subscribe(listener: () => void): () => void;
  /** Asks the server who is signed in, where there is something to show it. */
  load(): Promise<SessionState<User>>;
}

/** The session with what only the client itself may do. */
export interface KeptSession<User> extends ClientSession<User> {
  set(state: SessionState<User>): void;
}

const same = <User>(left: SessionState<User>, right: SessionState<User>): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

/** @param load asks the server and, by `set`, puts down what it says */
export function createSession<User>(
  initial: SessionState<User>,
  load: () => Promise<void>,
): KeptSession<User> {
  const listeners = new Set<() => void>();
  let state = initial;
  const session: KeptSession<User> = {
    get: () => state,
    set(next) {
      if (same(state, next)) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      const isFirst = listeners.size === 0;
      listeners.add(listener);
      if (isFirst && state.status === 'loading') void load();
      return () => listeners.delete(listener);
    },
    async load() {
      await load();
      return state;
    },
  };
  return session;
}
