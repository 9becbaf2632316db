import type { Kysely } from 'kysely';
import type { Dialect } from './dialect.ts';

/** A connection, or a transaction on one: what the stores of a feature are made over. `Tables` are the feature's own. */
export interface Connection<Tables = unknown> {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
}
