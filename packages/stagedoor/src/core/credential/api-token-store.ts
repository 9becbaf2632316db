import type { Resealed } from '../kernel/feature-records.ts';

/** A user's API token: at most one, kept so that it can be shown again. */
export interface ApiToken {
  readonly userId: number;
  /** The token as its owner sends it; null where the key that sealed it is gone: it is good for what it was, and cannot be shown. */
  readonly key: string | null;
  /** `sessionKeyHash('api-token', key)`: the key hash of the session that it opens. It goes with that session. */
  readonly keyHash: string;
  readonly createdAt: Date;
}

/** How many tokens of a batch were sealed anew, and the last user's id, null after the last. */
export interface ResealedBatch extends Resealed {
  readonly lastUserId: number | null;
}

/** API tokens, encrypted at rest. */
export interface ApiTokenStore {
  findOfUser(userId: number): Promise<ApiToken | null>;
  /** Whose token has this hash; null for nobody's. */
  findOwner(keyHash: string): Promise<number | null>;
  /** Takes the place of the user's token, if there is one. The session of `keyHash` must be there. */
  put(token: ApiToken & { readonly key: string }): Promise<void>;
  /** Seals the tokens of the next users after this one, at most `limit`, under the current key. What no key opens stays as it is. */
  reseal(after: { readonly userId: number; readonly limit: number }): Promise<ResealedBatch>;
}
