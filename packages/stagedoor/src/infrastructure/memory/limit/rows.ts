import type { StoredRequestLog } from '../../../core/limit/request-log-store.ts';

export interface LimitRow {
  readonly attempts: number;
  readonly windowStartedAt: Date;
  readonly blockedUntil: Date | null;
}

export interface LimitRows {
  readonly limits: Map<string, LimitRow>;
  readonly requestLogs: Map<string, StoredRequestLog & { readonly expiresAt: Date }>;
}
