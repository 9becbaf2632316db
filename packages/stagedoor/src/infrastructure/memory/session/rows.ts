import type { Session } from '../../../core/session/session.ts';

export interface SessionRows {
  readonly sessions: Map<string, Session>;
}
