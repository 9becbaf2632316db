import { type Kysely, sql } from 'kysely';
import { StorageUnavailable } from '../../core/kernel/storage-unavailable.ts';
import type { HowTaken } from '../../resource/migration/migration-state.ts';
import type { Connection } from './connection.ts';
import { DatabaseProblem } from './database-problem.ts';
import type { Dialect } from './dialect.ts';
import { type Action, nameOf } from './migration.ts';
import { alone, noteApplied, noteReversed } from './migration-ledger.ts';
import type { PlannedStep } from './migration-plan.ts';
import { refusingStrayRows } from './sqlite/stray-rows.ts';
import type { Tables } from './tables.ts';

interface Opened {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
}

/**
 * Takes a step, forward or back, in one transaction. False where another node did meanwhile.
 *
 * @throws DatabaseProblem which names the step: of several features it may be any one's
 */
export async function takeStep(opened: Opened, planned: PlannedStep, how: HowTaken): Promise<boolean> {
  const { migration, direction } = planned;
  try {
    return await alone(opened.db, opened.dialect, async (tx) => {
      const isOurs = await (direction === 'forward' ? noteApplied : noteReversed)(tx, migration);
      if (isOurs && how === 'run')
        await runActions({ ...opened, db: tx }, actionsOf(planned, opened.dialect));
      return isOurs;
    });
  } catch (error) {
    if (!(error instanceof Error) || error instanceof StorageUnavailable) throw error;
    throw new DatabaseProblem(`The migration ${nameOf(migration)} failed: ${error.message}`, {
      cause: error,
    });
  }
}

/** What a step does in a direction. */
export function actionsOf({ migration, direction }: PlannedStep, dialect: Dialect): readonly Action[] {
  return direction === 'forward' ? migration.statements(dialect) : (migration.reverse?.(dialect) ?? []);
}

/** Does it all, within the transaction that it is given. */
export async function runActions({ db, dialect }: Opened, actions: readonly Action[]): Promise<void> {
  // Whose tables it holds is for whoever wrote the step to say.
  const connection: Connection = { db: db as unknown as Connection['db'], dialect };
  const run = async () => {
    for (const action of actions)
      await (typeof action === 'string' ? sql.raw(action).execute(db) : action.run(connection));
  };
  await (dialect === 'sqlite' ? refusingStrayRows(db, run) : run());
}
