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
  return {
    tell(message) {
      inChannel(name, (channel) => {
        channel.postMessage(message);
        channel.close();
      });
    },
    listen(hear) {
      const channel = inChannel(name, (opened) => {
        opened.onmessage = ({ data }) => hear(data);
        return opened;
      });
      return () => channel?.close();
    },
  };
}

/** Null where there is no channel. Node has some too, between its threads; one that is open keeps the process alive. */
function inChannel<Value>(name: string, use: (channel: Channel) => Value): Value | null {
  const { document, BroadcastChannel } = globalThis as {
    document?: unknown;
    BroadcastChannel?: new (name: string) => Channel;
  };
  if (document === undefined || BroadcastChannel === undefined) return null;
  try {
    return use(new BroadcastChannel(name));
  } catch {
    // Forbidden, as where the browser keeps storage from a page: then this tab is alone.
    return null;
  }
}
