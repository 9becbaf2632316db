import type { Action } from '../migration.ts';

/** An index of a table, with what makes it and takes it away. */
export interface Index {
  readonly name: string;
  /** What of it the database lists beside the table. */
  readonly foundAs: string;
  readonly create: readonly Action[];
  /** The same on PostgreSQL beside those who write. */
  readonly createBeside: string;
  readonly drop: readonly string[];
}
