import type { Session } from './session.ts';

/** A session just issued: what the interface turns into cookies. The keys exist nowhere else in clear. */
export interface IssuedSession {
  /** The key that opens it; `''` where an act renewed a session that a token opens. */
  readonly sessionKey: string;
  readonly session: Session;
  /** A new device cookie value, or null when the browser keeps the one it has. */
  readonly deviceKey: string | null;
}
