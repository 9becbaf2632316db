import { onReturn } from './on-return.ts';
import type { Tabs } from './tabs.ts';

/** Who is logged in, as far as a client knows. */
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
  /**
   * Calls the listener after each change. The first one who listens lets the client ask; as long as somebody listens it asks
   * again when another tab logged in or out, when somebody comes back to this one, and when the network does. Answers how to
   * stop.
   */
  subscribe(listener: () => void): () => void;
  /** Asks the server who is logged in, where there is something to show it. */
  load(): Promise<SessionState<User>>;
}

/** The session with what only the client itself may do. */
export interface KeptSession<User> extends ClientSession<User> {
  set(state: SessionState<User>): void;
}

export interface SessionParts<User> {
  readonly initial: SessionState<User>;
  /** The tabs that share what the client logs in with; null where it keeps that to itself. */
  readonly tabs: Tabs | null;
  /** Asks the server and, by `set`, puts down what it says. */
  readonly load: () => Promise<void>;
}

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

export function createSession<User>({ initial, tabs, load }: SessionParts<User>): KeptSession<User> {
  const listeners = new Set<() => void>();
  let state = initial;

  function watch(): () => void {
    const stops = [
      // A word between tabs only makes them ask: what is true the server says.
      tabs?.listen((theirs) => same(theirs, state) || void load()),
      onReturn(() => void load()),
    ];
    return () => {
      for (const stop of stops) stop?.();
    };
  }

  let unwatch = (): void => {};
  return {
    get: () => state,
    set(next) {
      if (same(state, next)) return;
      state = next;
      for (const listener of listeners) listener();
      tabs?.tell(state);
    },
    subscribe(listener) {
      if (listeners.size === 0) {
        unwatch = watch();
        if (state.status === 'loading') void load();
      }
      // One that listens twice stops twice.
      const own = (): void => listener();
      listeners.add(own);
      return () => {
        if (listeners.delete(own) && listeners.size === 0) unwatch();
      };
    },
    async load() {
      await load();
      return state;
    },
  };
}
