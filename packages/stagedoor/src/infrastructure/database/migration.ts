import type { MigrationMove, StepEffects } from '../../resource/migration/migration-state.ts';
import type { TableStates } from '../../resource/table-state.ts';
import type { Connection } from './connection.ts';
import type { Dialect } from './dialect.ts';

/** What all kinds of steps may say beside what they do. */
interface NamedStep {
  /** `0001_initial`, `0002_…`: applied in this order. A step that was published is never changed. */
  readonly name: string;
  /** Steps of other features that come before it, where the order of references does not say so: `['stock.0002_counts']`. */
  readonly dependencies?: readonly string[];
  /**
   * `false`: on PostgreSQL outside of a transaction, each statement by itself, as `create index concurrently` asks for. What was broken
   * off runs again from its beginning, so all of it must bear that (`if not exists`). On SQLite it is one transaction all the same.
   */
  readonly atomic?: false;
}

/** One step of a feature's tables: its statements run in one transaction, so it is applied wholly or not at all. */
export interface MigrationStep extends NamedStep {
  readonly statements: (dialect: Dialect) => readonly string[];
  /** What takes it back. Left out, `migrate` goes no further back than here. */
  readonly reverse?: (dialect: Dialect) => readonly string[];
}

/**
 * One step that moves what is in the tables, by a function over a transaction of Kysely's: what it writes is kept wholly or not at all.
 * It may run again after a failure, so it does nothing outside of the database.
 */
export interface DataStep extends NamedStep {
  up(connection: Connection): Promise<unknown>;
  /** What takes it back; nothing, where there is nothing to take back. Left out, `migrate` goes no further back than here. */
  down?(connection: Connection): Promise<unknown>;
}

/** What a step does that is no statement of its own: it must look at the database first. */
export interface Work {
  /** As `sqlmigrate` shows it: statements, or comments where they are known only then. */
  readonly shownAs: readonly string[];
  run(connection: Connection): Promise<unknown>;
}

export type Action = string | Work;

/** A step of whatever kind, in its place. */
export interface Migration {
  /** Whose step it is: `stagedoor`, `stagedoor_` and the name of a feature of accounts, or the name of a site's feature. */
  readonly app: string;
  readonly name: string;
  readonly statements: (dialect: Dialect) => readonly Action[];
  readonly reverse?: (dialect: Dialect) => readonly Action[];
  /** `app.name` of the steps that it needs. Left out, all that are before it, and all after it need it: those of accounts. */
  readonly dependencies?: readonly string[];
  /** The tables that it makes, where it does nothing else: of the first step of a feature. */
  readonly makes?: TableStates;
  readonly atomic?: false;
  /** In sentences, where it is known. */
  readonly effects?: Readonly<Record<MigrationMove['direction'], StepEffects>>;
}

/** The steps of a feature of accounts, under its label. */
export function underLabel(app: string, steps: readonly MigrationStep[] = []): readonly Migration[] {
  return steps.map((step) => ({ ...step, app }));
}

/** As steps are named where several applications have some: `shop.0001_initial`. */
export function nameOf({ app, name }: Pick<Migration, 'app' | 'name'>): string {
  return `${app}.${name}`;
}
