export interface RequestRow {
  readonly fingerprint: string;
  readonly isDone: boolean;
  readonly answer: string | null;
  readonly startedAt: Date;
  readonly expiresAt: Date;
}

export interface IdempotencyRows {
  readonly requests: Map<string, RequestRow>;
}
