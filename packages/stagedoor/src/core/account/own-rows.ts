import type { Principal } from '../session/session.ts';

/** Rows of the site that are somebody's, as they may see them. */
export interface OwnRows {
  /** By the name of the feature, and what they are called, many of them: `rows.shop.orders`. */
  readonly rows: Readonly<Record<string, Readonly<Record<string, readonly object[]>>>>;
  /** Of what there are more than a download holds: `shop.orders`. */
  readonly rows_left_out: readonly string[];
}

export type RowsOfOwner = (principal: Principal) => Promise<OwnRows>;
