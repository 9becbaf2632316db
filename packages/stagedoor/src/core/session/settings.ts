import type { Policy } from './policy.ts';
import type { Stage } from './stage.ts';

/** What session may be told. */
export interface Settings extends Policy {
  /** What a log-in may have to pass before it opens everything, in order. */
  readonly stages: readonly Stage[];
}
