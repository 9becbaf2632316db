import type { Kysely } from 'kysely';
import { touchedAny } from '../column-values.ts';
import type { Connection } from '../connection.ts';
import type { Tables } from '../tables.ts';
import { inTransaction, unlessConstrained } from '../transaction.ts';
import { unhurried } from '../unhurried.ts';
import type { DeclaredTables } from './filter-expression.ts';
import { type ChangedByLoss, moveOn } from './referring-rows.ts';

interface From {
  readonly table: string;
  /** What is another row once one of these is gone. */
  readonly changedByLoss: readonly ChangedByLoss[];
  /** Whether other rows hang on one of these, however many: such a removal takes its time. */
  readonly hasHanging: boolean;
}

/** At the version that was seen, or at whichever it has. */
interface Seen {
  readonly id: number;
  readonly version: number | null;
}

/** Removes a row, and moves those on that lose it. False where it is not there as it was seen. */
export async function removeRow(
  { db, dialect }: Connection<Tables>,
  { table, changedByLoss, hasHanging }: From,
  seen: Seen,
): Promise<boolean | 'protected'> {
  if (!hasHanging) {
    const removal = removalOf(declaredIn(db), table, seen);
    const removed = await unlessConstrained(db, () => removal.executeTakeFirstOrThrow());
    return removed === null ? 'protected' : touchedAny(removed);
  }
  const removed = await inTransaction(db, (inside) =>
    unlessConstrained(inside, async () => {
      const held = { db: declaredIn(inside), dialect };
      if (!(await isHeld(held, table, seen))) return false;
      const connection = { db: inside as unknown as Connection['db'], dialect };
      await moveOn(connection, changedByLoss, seen.id);
      // It may have referred to itself, and moved on with the others.
      return touchedAny(await unhurried(connection, removalOf(held.db, table, { ...seen, version: null })));
    }),
  );
  return removed ?? 'protected';
}

/** Its tables are what the declaration says, which the types of accounts do not know. */
function declaredIn(db: Kysely<Tables>): Kysely<DeclaredTables> {
  return db as unknown as Kysely<DeclaredTables>;
}

function removalOf(db: Kysely<DeclaredTables>, table: string, { id, version }: Seen) {
  const removal = db.deleteFrom(table).where('id', '=', id);
  return version === null ? removal : removal.where('row_version', '=', version);
}

/** Whether it is there as it was seen; then nobody begins to refer to it before the transaction ends. */
async function isHeld(
  { db, dialect }: Connection<DeclaredTables>,
  table: string,
  { id, version }: Seen,
): Promise<boolean> {
  const one = db.selectFrom(table).select('id').where('id', '=', id);
  const same = version === null ? one : one.where('row_version', '=', version);
  const held = dialect === 'sqlite' ? same : same.forUpdate();
  return (await held.executeTakeFirst()) !== undefined;
}
