import type { HeldRole } from '../role/role.ts';
import type { Principal } from '../session/session.ts';
import type { Action } from './policy.ts';

export type { HeldRole } from '../role/role.ts';

/** Who asks, and for what. */
export interface Asker {
  /** Null for a visitor. Whoever is inactive is asked as one. */
  readonly principal: Principal | null;
  readonly action: Action;
  /** Left out, they count as neither held nor missing. */
  readonly roles?: readonly HeldRole[];
}
