/** The other tabs of the same browser that show the same site. On a server there are none. */
export interface Tabs {
  tell(message: unknown): void;
  /** Answers how to stop. */
  listen(hear: (message: unknown) => void): () => void;
}

interface Channel {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

export function createTabs(name: string): Tabs {
  const { document, BroadcastChannel } = globalThis as {
    document?: unknown;
    BroadcastChannel?: new (name: string) => Channel;
  };
  // Node has channels too, between its threads; one that is open keeps the process alive.
  if (document === undefined || BroadcastChannel === undefined) {
    return { tell: () => {}, listen: () => () => {} };
  }
  return {
    tell(message) {
      const channel = new BroadcastChannel(name);
      channel.postMessage(message);
      channel.close();
    },
    listen(hear) {
      const channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }) => hear(data);
      return () => channel.close();
    },
  };
}
