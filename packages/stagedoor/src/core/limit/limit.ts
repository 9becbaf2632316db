/**
 * One limit: more than `attempts` in `windowMs` blocks for `blockMs`, doubling with each further block up to
 * `maxBlockMs`; forgotten after `windowMs` without an attempt since the last block's end.
 */
export interface Limit {
  readonly attempts: number;
  readonly windowMs: number;
  readonly blockMs: number;
  readonly maxBlockMs: number;
}
