/** So many requests in any stretch of `windowMs`, as REST framework writes `100/day`. */
export interface Rate {
  readonly requests: number;
  readonly windowMs: number;
}

/** Which requests are counted, and under which rates; null and missing ones count nothing. */
export interface Throttles {
  /** Strangers, by the network they come from. */
  readonly anonymous: Rate | null;
  /** Everybody: users by who they are, strangers by their network. */
  readonly user: Rate | null;
  /** Routes that name a scope, beside the two. */
  readonly scopes: Readonly<Record<string, Rate>>;
}
