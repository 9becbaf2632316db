import type { Principal } from '../session/session.ts';
import type { Action } from './policy.ts';

/** A role that somebody has: everywhere where no organization is named, else in that one alone. */
export interface HeldRole {
  readonly role: string;
  readonly organizationId: number | null;
}

/** Who asks, and for what. */
export interface Asker {
  /** Null for a visitor. Whoever is inactive is asked as one. */
  readonly principal: Principal | null;
  readonly action: Action;
  /** Left out, they have none. */
  readonly roles?: readonly HeldRole[];
}
