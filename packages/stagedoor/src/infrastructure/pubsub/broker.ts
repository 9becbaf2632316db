/** Who is told what arrives at this node. */
export interface BrokerEvents {
  onMessage(channel: string, text: string): void;
  /** What was published until now may have been lost; every channel that is listened to is heard again. */
  onReconnected(): void;
}

/** What carries texts between nodes. It knows channels, and nobody who is subscribed to them. */
export interface Broker {
  publish(channel: string, text: string): Promise<void>;
  /** Resolves when the channel is heard, or at once where it cannot be: then it is after the next connection. */
  listen(channel: string): Promise<void>;
  unlisten(channel: string): Promise<void>;
  close(): Promise<void>;
}
