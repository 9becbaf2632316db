import type { ColumnType } from 'kysely';

/** A moment: timestamptz on PostgreSQL, ISO 8601 UTC text on SQLite. Read it with `toDate`. */
export type Moment = ColumnType<Date | string, Date, Date>;
export type MaybeMoment = ColumnType<Date | string | null, Date | null, Date | null>;
/** A truth: boolean on PostgreSQL, 0 or 1 on SQLite. Read it with `toBoolean`. */
export type Truth = ColumnType<boolean | number, boolean, boolean>;
export type GeneratedTruth = ColumnType<boolean | number, boolean | undefined, boolean>;

/**
 * All tables of accounts. Each feature adds its own in its `feature.ts`, by `declare module`: a statement may join what several of
 * them keep, and is checked over all.
 */
export interface Tables {
  stagedoor_migration: { app: string; name: string; applied_at: Moment };
}
