import { type Kysely, sql } from 'kysely';
import { PlainError } from '../../core/kernel/plain-error.ts';
import { StorageUnavailable } from '../../core/kernel/storage-unavailable.ts';
import type { HowTaken, MigrationMade } from '../../resource/migration/migration-state.ts';
import type { Connection } from './connection.ts';
import { DatabaseProblem } from './database-problem.ts';
import type { Dialect } from './dialect.ts';
import { type Action, type Migration, nameOf } from './migration.ts';
import { alone, aloneInPieces, noteApplied, noteReversed, readLedger } from './migration-ledger.ts';
import type { PlannedStep } from './migration-plan.ts';
import { findExisting } from './resource/existing-tables.ts';
import { rowsInTheWay } from './rows-in-the-way.ts';
import { refusingStrayRows } from './sqlite/stray-rows.ts';
import type { Tables } from './tables.ts';

interface Opened {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
}

/**
 * Takes a step, forward or back, in one transaction, or in pieces where it is not atomic. Null where another node did meanwhile.
 *
 * @throws DatabaseProblem which names the step: of several features it may be any one's
 */
export async function takeStep(
  opened: Opened,
  planned: PlannedStep,
  how: HowTaken,
): Promise<MigrationMade['outcome'] | null> {
  const { migration, direction } = planned;
  let actions = actionsOf(planned, opened.dialect);
  try {
    if (how !== 'note' && isInPieces(migration, opened.dialect)) return await takeInPieces(opened, planned);
    return await alone(opened.db, opened.dialect, async (tx) => {
      const isOurs = await (direction === 'forward' ? noteApplied : noteReversed)(tx, migration);
      if (!isOurs) return null;
      if (how === 'note') return 'noted';
      const found = await whatIsThere({ ...opened, db: tx }, planned, how);
      if (found === 'noted') return 'noted';
      actions = found ?? actions;
      await runActions({ ...opened, db: tx }, actions);
      return found === null ? 'done' : 'noted';
    });
  } catch (error) {
    if (!(error instanceof Error) || error instanceof StorageUnavailable) throw error;
    const inTheWay = await rowsInTheWay(opened.db, actions, error);
    const why = [error.message, ...(inTheWay === null ? [] : [inTheWay])].join('. ');
    throw new DatabaseProblem(`The migration ${nameOf(migration)} failed: ${why}`, { cause: error });
  }
}

/** Whether its actions are taken outside of a transaction. SQLite has nothing to gain by it. */
export function isInPieces({ atomic }: Pick<Migration, 'atomic'>, dialect: Dialect): boolean {
  return atomic === false && dialect === 'postgres';
}

/** Each action by itself: whatever breaks off leaves what is done so far, and the step not taken. */
async function takeInPieces(opened: Opened, planned: PlannedStep): Promise<MigrationMade['outcome'] | null> {
  const { migration, direction } = planned;
  return await aloneInPieces(opened.db, async (on) => {
    const isTaken = (await readLedger({ db: on })).some((step) => nameOf(step) === nameOf(migration));
    if (isTaken === (direction === 'forward')) return null;
    await runActions({ ...opened, db: on }, actionsOf(planned, opened.dialect));
    const note = direction === 'forward' ? noteApplied : noteReversed;
    await alone(on, opened.dialect, (tx) => note(tx, migration));
    return 'done';
  });
}

/**
 * What makes the tables that a step would make ours, where they are there; null where they are not.
 *
 * @throws PlainError where they are not what the step would make
 */
async function whatIsThere(
  opened: Opened,
  { migration: { makes }, direction }: PlannedStep,
  how: HowTaken,
): Promise<'noted' | readonly Action[] | null> {
  if (makes === undefined || direction === 'backward') return null;
  const found = await findExisting(connectionOver(opened), makes);
  if (found.kind === 'nothing') return null;
  if (found.kind === 'same') return 'noted';
  const tables = Object.keys(makes).join(', ');
  if (found.kind === 'other')
    throw new PlainError(
      `tables of these names are there, and not as declared: ${found.problems.join('; ')}`,
    );
  if (how === 'take-over') return found.actions;
  throw new PlainError(
    `${tables}: there already. Migrate with --fake-initial, and what is there becomes the table of this step, with all its rows`,
  );
}

/** What a step does in a direction. */
export function actionsOf({ migration, direction }: PlannedStep, dialect: Dialect): readonly Action[] {
  return direction === 'forward' ? migration.statements(dialect) : (migration.reverse?.(dialect) ?? []);
}

/** Does it all, within the transaction that it is given. */
export async function runActions({ db, dialect }: Opened, actions: readonly Action[]): Promise<void> {
  const connection = connectionOver({ db, dialect });
  const run = async () => {
    for (const action of actions)
      await (typeof action === 'string' ? sql.raw(action).execute(db) : action.run(connection));
  };
  await (dialect === 'sqlite' ? refusingStrayRows(db, run) : run());
}

/** Whose tables it holds is for whoever wrote the step to say. */
function connectionOver({ db, dialect }: Opened): Connection {
  return { db: db as unknown as Connection['db'], dialect };
}
