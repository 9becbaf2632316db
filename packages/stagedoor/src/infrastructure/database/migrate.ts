import type { Kysely } from 'kysely';
import type { ExtraFields } from '../../core/user/extra-field.ts';
import type {
  HowTaken,
  MigrationMade,
  MigrationTarget,
  MigrationWish,
  UnknownMigration,
} from '../../resource/migration/migration-state.ts';
import type { OpenDatabase } from './database.ts';
import { DatabaseProblem } from './database-problem.ts';
import type { DatabaseFeature } from './feature.ts';
import { databaseFeatures } from './features.ts';
import { type Migration, nameOf } from './migration.ts';
import { alone, readLedger } from './migration-ledger.ts';
import { findMigration, type MigrationPlan, type PlannedStep, planMigrations } from './migration-plan.ts';
import type { Model } from './model.ts';
import { ownMigrations, ownModels, toldOf } from './own-migrations.ts';
import { addModels } from './permission/add-models.ts';
import type { Tables } from './tables.ts';
import { tablesHere } from './tables-here.ts';
import { actionsOf, isInPieces, takeStep } from './take-step.ts';
import { addExtraFieldColumns, checkExtraFields } from './user/extra-field-columns.ts';

export interface MigrateOptions extends MigrationWish {
  readonly extraFields?: ExtraFields;
  /** The site's own steps; they run after ours. */
  readonly migrations?: readonly Migration[];
  /** Steps that follow the tables of the site's: they come after all others, as soon as their table is there. */
  readonly following?: readonly FollowingMigration[];
  /** What the site's features keep and permit: rows that come after all steps. */
  readonly models?: readonly Model[];
}

export interface FollowingMigration extends Migration {
  readonly table: string;
}

/**
 * Brings the schema up to date and answers what this call did: `stagedoor.0001_initial`, `auth_user.phone`. Each step
 * is one transaction, so a killed run leaves whole steps and the next one goes on; nodes that start at once take turns.
 *
 * @throws DatabaseProblem where a configured extra field does not fit the column it has, or tables of our names are there that we did not make
 */
export async function migrate(
  database: OpenDatabase,
  options: MigrateOptions = {},
): Promise<readonly string[]> {
  return (await moveMigrations(database, options)).map(nameOf);
}

/**
 * The same up to a target, forward or back, and whether the steps are run or only noted.
 *
 * @throws DatabaseProblem as `migrate`, and for a target that is not there, or behind a step that nothing takes back
 */
export async function moveMigrations(
  database: OpenDatabase,
  options: MigrateOptions,
): Promise<readonly MigrationMade[]> {
  const { extraFields = {}, models = [] } = options;
  checkExtraFields(extraFields);
  const { dialect } = database;
  return database.forMigration(async (db) => {
    const opened = { db, dialect };
    await alone(db, dialect, refuseTablesOfOthers);
    const steps = await stepsTo(opened, options);
    const isOurs = ({ migration }: PlannedStep) => ownMigrations.includes(migration);
    const [ours, sites] = [steps.filter(isOurs), steps.filter((step) => !isOurs(step))];
    const add = async (wanted: readonly Model[]) => alone(db, dialect, (tx) => addModels(tx, wanted));
    if (steps.some(({ direction }) => direction === 'backward'))
      return await takeAll(opened, [...sites, ...ours], options.how);
    const moves = [await takeAll(opened, ours)];
    const modelsOfOurs = toldOf(await add(ownModels));
    moves.push(await takeAll(opened, sites, options.how));
    moves.push(await takeAll(opened, await stepsThatFollow(opened, options)));
    const columns = await alone(db, dialect, (tx) => addExtraFieldColumns(tx, dialect, extraFields));
    const made = [...modelsOfOurs, ...(await add(models))];
    return [
      ...moves.flat(),
      ...columns.map((name) => moved({ app: 'auth_user', name })),
      ...made.map(({ listedAs }) => moved(listedAs)),
    ];
  });
}

/** Answers those that were taken here, and not by another node meanwhile. */
async function takeAll(
  opened: Pick<OpenDatabase, 'db' | 'dialect'>,
  steps: readonly PlannedStep[],
  how: HowTaken = 'run',
): Promise<readonly MigrationMade[]> {
  const moves: MigrationMade[] = [];
  for (const step of steps) {
    const outcome = await takeStep(opened, step, how);
    if (outcome !== null) moves.push({ ...moved(step.migration), direction: step.direction, outcome });
  }
  return moves;
}

function moved({ app, name }: Pick<Migration, 'app' | 'name'>): MigrationMade {
  return { app, name, direction: 'forward', outcome: 'done' };
}

/** What a run would do. */
export async function planFor(
  database: Pick<OpenDatabase, 'db'>,
  { migrations = [], following = [], target }: MigrateOptions,
): Promise<MigrationPlan> {
  const taken = new Set((await readLedger(database)).map(nameOf));
  return planMigrations([...ownMigrations, ...migrations, ...following], taken, target);
}

/** The statements of one step, as they stand in its transaction. */
export function sqlOf(
  { dialect }: Pick<OpenDatabase, 'dialect'>,
  { migrations = [], following = [], target }: MigrateOptions & { readonly target: MigrationTarget },
  direction: PlannedStep['direction'],
): SqlOfStep {
  const migration = findMigration([...ownMigrations, ...migrations, ...following], target);
  if (migration === null) return { kind: 'unknown', why: 'name', known: [] };
  if ('kind' in migration) return migration;
  if (direction === 'backward' && migration.reverse === undefined) return { kind: 'one-way' };
  const actions = actionsOf({ migration, direction }, dialect);
  return {
    kind: 'sql',
    isAtomic: !isInPieces(migration, dialect),
    statements: actions.flatMap((action) => (typeof action === 'string' ? [action] : action.shownAs)),
  };
}

type SqlOfStep =
  | { readonly kind: 'sql'; readonly isAtomic: boolean; readonly statements: readonly string[] }
  | { readonly kind: 'one-way' }
  | UnknownMigration;

/** @throws DatabaseProblem */
async function stepsTo(
  database: Pick<OpenDatabase, 'db' | 'dialect'>,
  options: MigrateOptions,
): Promise<readonly PlannedStep[]> {
  const plan = await planFor(database, options);
  if (plan.kind === 'unknown')
    throw new DatabaseProblem(`There is no such migration. There are: ${plan.known.join(', ')}.`);
  const oneWay = plan.steps.find(
    ({ migration, direction }) => direction === 'backward' && migration.reverse === undefined,
  );
  if (oneWay !== undefined && options.how !== 'note')
    throw new DatabaseProblem(
      `The migration ${nameOf(oneWay.migration)} has nothing that takes it back, so nothing was done.`,
    );
  return plan.steps;
}

/** Of those that follow tables the ones whose table is there by now. */
async function stepsThatFollow(
  { db }: Pick<OpenDatabase, 'db' | 'dialect'>,
  { following = [] }: MigrateOptions,
): Promise<readonly PlannedStep[]> {
  const taken = new Set((await readLedger({ db })).map(nameOf));
  const tables = new Set((await tablesHere(db)).map(({ name }) => name));
  const due = following.filter((step) => !taken.has(nameOf(step)) && tables.has(step.table));
  return due.map((migration) => ({ migration, direction: 'forward' }));
}

const djangoTables: ReadonlySet<string> = new Set(
  databaseFeatures.flatMap(({ djangoTables = [] }: DatabaseFeature) => djangoTables),
);

/** Where no step of ours was taken, a table by one of our names is a site's of Django, which moves and is not migrated. */
async function refuseTablesOfOthers(tx: Kysely<Tables>): Promise<void> {
  const step = await tx.selectFrom('stagedoor_migration').select('name').limit(1).executeTakeFirst();
  if (step !== undefined) return;
  const tables = await tablesHere(tx);
  // The ledger was made where our tables would be: whatever else the database has, under other schemas, is in nobody's way.
  const schema = tables.find(({ name }) => name === 'stagedoor_migration')?.schema;
  const taken = tables.filter((table) => table.schema === schema && djangoTables.has(table.name));
  if (taken.length === 0) return;
  const names = taken.map(({ name }) => name).join(', ');
  throw new DatabaseProblem(
    `The database has tables by our names that we did not make: ${names}. If they are Django's, give them other names first, as the guide "Move from Django" says (docs/guides/move-from-django.md); otherwise name another database in DATABASE_URL.`,
  );
}
