import type { Action } from '../migration.ts';

/** An index of a table, with what makes it and takes it away. */
export interface Index {
  readonly name: string;
  readonly kind: 'unique' | 'plain' | 'search';
  readonly table: string;
  readonly columns: readonly string[];
  /** What of it the database lists beside the table. */
  readonly foundAs: string;
  readonly create: readonly Action[];
  /** The same on PostgreSQL beside those who write. */
  readonly createBeside: string;
  readonly drop: readonly string[];
}

/** Whether both do the same under the same name, for which the name alone does not speak: `a_b` and `c` have that of `a` and `b_c`. */
export function isSameIndex(one: Index, other: Index): boolean {
  return (
    one.name === other.name && one.kind === other.kind && one.columns.join(' ') === other.columns.join(' ')
  );
}
