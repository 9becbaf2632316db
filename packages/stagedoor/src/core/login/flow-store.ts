import type { AuthenticationMethod } from '../session/authentication.ts';

/** What a log-in was for, in words that can be kept until its last stage is passed. */
export type AskedFor =
  /** Null leaves it to the site's policy; true keeps the session for its full age, false until the browser closes. */
  | { readonly kind: 'session'; readonly rememberMe: boolean | null }
  /** With room for the tokens, where they go into cookies. */
  | { readonly kind: 'token-pair'; readonly mostCharacters?: number }
  | { readonly kind: 'sliding-token' }
  | { readonly kind: 'api-token' };

/** A log-in that waits for its next stage: all that is needed to go on, and nothing that lets anybody in. */
export interface StoredFlow {
  /** Of the handle, which only whoever logs in has. */
  readonly keyHash: string;
  readonly userId: number;
  /** What was proved was proved of the user as they were then; once it moved the flow is over. */
  readonly securityVersion: number;
  /** The back end that knew them. */
  readonly backend: string;
  readonly proofs: readonly AuthenticationMethod[];
  /** What the log-in was for. */
  readonly asked: AskedFor;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface FlowStore {
  add(flow: StoredFlow): Promise<void>;
  /** One that is not over; null for every other key. */
  find(keyHash: string, now: Date): Promise<StoredFlow | null>;
  /**
   * Counts a try, before anything that was sent is looked at, by one conditional update: false where there is no such flow any
   * more, or `most` were tried. Of many at once no more get through.
   */
  countTry(keyHash: string, limit: { readonly now: Date; readonly most: number }): Promise<boolean>;
  /** Takes it out: of many at once one does. */
  take(keyHash: string, now: Date): Promise<StoredFlow | null>;
  /** Ends the user's flows beyond the `keep` newest. */
  removeOldest(userId: number, keep: number): Promise<void>;
  /** Ends all of a user's. Whoever must end one that goes on at this moment too holds the user before. */
  removeAllOfUser(userId: number): Promise<void>;
  /** Ends every one that there is, and one that goes on at this moment: whoever passes a stage holds the user, and is waited for. */
  removeEverything(): Promise<void>;
  removeExpired(now: Date, limit: number): Promise<number>;
}
