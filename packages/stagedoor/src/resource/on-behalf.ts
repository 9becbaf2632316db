import type { Principal } from '../core/session/session.ts';

/** Who asks. */
export interface OnBehalf {
  readonly principal: Principal | null;
  readonly now: Date;
}
