import type { Condition } from './condition.ts';
import type { Facts } from './row-satisfies.ts';

/** What tables of the site's keep of whoever asks. */
export interface PolicyFactStore {
  /** All that conditions ask beside these rows, by one statement; by none where they ask nothing. */
  read(conditions: readonly Condition[], rows: readonly object[]): Promise<Facts>;
}
