/** One refresh (or sliding) token that was handed out: simplejwt's outstanding token. */
export interface RefreshToken {
  /** The token's `jti` claim. Worth nothing without the key that signs. */
  readonly jti: string;
  /** The public id of the session that the whole family belongs to; it goes with it. */
  readonly sessionId: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** When it was exchanged for its successor; null while it is the leaf of its family. */
  readonly usedAt: Date | null;
  readonly successorJti: string | null;
  /** Hash of the Idempotency-Key that it was exchanged with, if any. */
  readonly requestHash: string | null;
}

export interface RefreshTokenUse {
  readonly usedAt: Date;
  readonly successorJti: string;
  readonly requestHash: string | null;
}

/** The refresh tokens that are known. A session's end removes its own. */
export interface RefreshTokenStore {
  add(token: Pick<RefreshToken, 'jti' | 'sessionId' | 'createdAt' | 'expiresAt'>): Promise<void>;
  find(jti: string): Promise<RefreshToken | null>;
  /** Marks a token used if nobody did before: of many at once exactly one is told true. */
  use(jti: string, use: RefreshTokenUse): Promise<boolean>;
}
