import type { Session } from '../../../core/session/session.ts';

export interface SessionRows {
  readonly sessions: Map<string, Session>;
  /** The key that a session has by now, by the one that it had a moment ago. */
  readonly formerKeys: Map<string, { readonly keyHash: string; readonly until: Date }>;
}
