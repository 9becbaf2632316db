/** A user's API token: at most one, kept so that it can be shown again. */
export interface ApiToken {
  readonly userId: number;
  /** The token as its owner sends it. */
  readonly key: string;
  /** `sessionKeyHash('api-token', key)`: the key hash of the session that it opens. It goes with that session. */
  readonly keyHash: string;
  readonly createdAt: Date;
}

/** API tokens, encrypted at rest. */
export interface ApiTokenStore {
  findOfUser(userId: number): Promise<ApiToken | null>;
  /** Whose token has this hash; null for nobody's. */
  findOwner(keyHash: string): Promise<number | null>;
  /** Takes the place of the user's token, if there is one. The session of `keyHash` must be there. */
  put(token: ApiToken): Promise<void>;
}
