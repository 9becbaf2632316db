/** Text by key until a moment. It may forget anything at any time: whoever asks must do without. */
export interface Cache {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, expiresAt: Date): Promise<void>;
  /** `set`, unless the key holds something. */
  add(key: string, value: string, expiresAt: Date): Promise<void>;
  /** Puts what `from` holds under `to`; does nothing where it holds nothing. */
  move(from: string, to: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** Forgets what ended by `now`, where the cache does not do so by itself. */
  removeExpired(now: Date): Promise<number>;
  close(): Promise<void>;
}
