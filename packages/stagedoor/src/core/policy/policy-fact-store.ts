import type { Condition } from './condition.ts';
import type { Facts } from './row-satisfies.ts';

/** What tables of the site's keep of whoever asks. */
export interface PolicyFactStore {
  /**
   * All that conditions ask beside these rows, by one statement; by none where they ask nothing. `objects` says whose permissions on single rows
   * are meant, `projects.project`. @throws PlainError where permissions on single rows are asked for and nobody says on which
   */
  read(conditions: readonly Condition[], rows: readonly object[], objects?: string): Promise<Facts>;
}
