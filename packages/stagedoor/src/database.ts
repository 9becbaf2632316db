// `stagedoor/database`: what the stores of a site's own features are written with.

export { type Generated, type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
export { type ColumnTypes, columnTypes } from './infrastructure/database/column-types.ts';
export { toBoolean, toDate, toMaybeDate, touchedAny } from './infrastructure/database/column-values.ts';
export type { Connection } from './infrastructure/database/connection.ts';
export type { Dialect } from './infrastructure/database/dialect.ts';
export {
  type FilteredRows,
  type FilterQuestion,
  type PolicyFilter,
  policyFilter,
} from './infrastructure/database/policy/policy-filter.ts';
export { unlessTaken } from './infrastructure/database/transaction.ts';
