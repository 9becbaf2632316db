import type { SessionHolder } from '../session/session.ts';

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

/** What takes a token's place. */
export type SuccessorToken = Pick<RefreshToken, 'jti' | 'createdAt' | 'expiresAt'>;

export interface RefreshTokenExchange<Successor extends SuccessorToken = SuccessorToken> {
  /** The key hash of the session that the token has to belong to. */
  readonly keyHash: string;
  readonly usedAt: Date;
  readonly requestHash: string | null;
  /** Judges whose session it is; null, or an error, lets nothing happen. Waits for nothing and asks no store. */
  readonly succeed: (holder: SessionHolder) => Successor | null;
}

export interface ExchangedToken<Successor extends SuccessorToken = SuccessorToken> {
  readonly principal: SessionHolder;
  /** The very one that `succeed` answered. */
  readonly successor: Successor;
}

/** The refresh tokens that are known. A session's end removes its own. */
export interface RefreshTokenStore {
  add(token: Pick<RefreshToken, 'jti' | 'sessionId' | 'createdAt' | 'expiresAt'>): Promise<void>;
  find(jti: string): Promise<RefreshToken | null>;
  /**
   * Marks a token used, adds its successor and lets the session end with that, all in one step: if nobody used it
   * before, and if its session is good at `usedAt`, with no stage to pass, for a user who may enter. Of many at once
   * exactly one has it; everybody else gets null and has changed nothing.
   */
  exchange<Successor extends SuccessorToken>(
    jti: string,
    exchange: RefreshTokenExchange<Successor>,
  ): Promise<ExchangedToken<Successor> | null>;
}
