import type { User } from '../user/user.ts';

/** A user, and what of theirs a log-in would change. */
export interface UserAtGate {
  readonly user: User;
  /** How many sessions they have, of whatever kind, with those that are over and not swept yet. */
  readonly sessions: number;
  /** Whether a link to reset the password waits, which a log-in discards. */
  readonly hasResetLink: boolean;
}

/** What the gate reads of who would pass, in one look. */
export interface GateStore {
  /** As `users.lockById`: nobody else changes the user until the transaction ends. */
  lockUser(id: number): Promise<UserAtGate | null>;
}
