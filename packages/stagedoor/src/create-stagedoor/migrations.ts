import type { ImportOutcome } from '../resource/migration/import-outcome.ts';
import type {
  MigrationMade,
  MigrationMove,
  MigrationState,
  MigrationTarget,
  MigrationWish,
  PlannedMove,
  UnknownMigration,
} from '../resource/migration/migration-state.ts';
import type { MissingStep } from './missing-steps.ts';

/** The steps of a site: what they would do, have done, and are yet to do. */
export interface Migrations {
  /** Brings the database up to date; answers the steps taken. Safe on many nodes at once. */
  apply(): Promise<readonly string[]>;
  /**
   * The same up to a target, forward or back.
   *
   * @throws DatabaseProblem for a target that is not there, and where it lies behind a step that nothing takes back
   */
  move(wish: MigrationWish): Promise<readonly MigrationMade[]>;
  /** What a run would do to steps, and whom it holds up for long; columns of extra fields and rows of permissions come with them. */
  plan(
    wish?: MigrationWish,
  ): Promise<{ readonly kind: 'planned'; readonly steps: readonly PlannedMove[] } | UnknownMigration>;
  /** The statements of one step on this database, each a line or several, in one transaction where it is atomic; `one-way` where nothing takes it back. */
  sqlOf(
    target: Required<MigrationTarget>,
    direction: MigrationMove['direction'],
  ):
    | { readonly kind: 'sql'; readonly isAtomic: boolean; readonly statements: readonly string[] }
    | UnknownMigration
    | { readonly kind: 'one-way' };
  list(): Promise<readonly MigrationState[]>;
  /** What the declarations of resources have that no step makes yet: what `makemigrations` writes. */
  missing(): readonly MissingStep[];
  /** What the database has and this code does not know: of a feature that is gone, or of a later version. */
  listUnknown(): Promise<readonly MigrationState[]>;
  /**
   * Copies all rows of this site's SQLite file into the database, which is PostgreSQL and empty: all of them or none. `without` names tables of
   * the file, or columns as `table.column`, that stay behind.
   */
  importSqlite(path: string, without: readonly string[]): Promise<ImportOutcome>;
}
