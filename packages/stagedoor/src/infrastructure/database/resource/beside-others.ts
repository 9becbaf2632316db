import { sql } from 'kysely';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { Operation } from '../../../resource/migration/operation.ts';
import type { TableState } from '../../../resource/table-state.ts';
import type { Action, Work } from '../migration.ts';
import { altered, type RowChecks } from './altered-column.ts';
import { checkConstraint, checkName } from './check-clause.ts';
import { indexesOf } from './indexes.ts';
import { type Between, withState } from './operation-statements.ts';
import { quoted, shortName } from './sql-words.ts';
import { type Index, isSameIndex } from './table-index.ts';
import { columnLine } from './table-statements.ts';

/**
 * What PostgreSQL does of an operation beside those who read and write: it holds the table for moments, and goes through its rows without.
 * Each action is one by itself, and does nothing where it was done before.
 *
 * @throws PlainError for what cannot be done so, which the check at the start lets no step ask
 */
export function besideOthers(operation: Operation, { before, after }: Between): readonly Action[] {
  const { table } = operation;
  const [old, now] = [before[table], after[table]];
  if (old === undefined || now === undefined) throw notBeside(operation);
  const [had, wanted] = [indexesOf(table, old, 'postgres'), indexesOf(table, now, 'postgres')];
  const isIn = (some: readonly Index[], index: Index) => some.some((one) => isSameIndex(one, index));
  const leaving = had.filter((one) => !isIn(wanted, one));
  const isReplaced = ({ name }: Index) => wanted.some((one) => one.name === name);
  return [
    ...columnActions(withState(operation, now), old),
    // What has the name of another one makes room for it; otherwise the new one is there before the old one goes.
    ...leaving.filter(isReplaced).map(({ name }) => gone(name)),
    ...wanted.filter((one) => !isIn(had, one)).flatMap((one) => [...neededBy(one), made(one)]),
    ...leaving.filter((one) => !isReplaced(one)).map(({ name }) => gone(name)),
  ];
}

function columnActions(operation: Operation, old: TableState): readonly string[] {
  const alter = `alter table ${quoted(operation.table)}`;
  switch (operation.kind) {
    case 'add-column':
      return [`${alter} add column if not exists ${columnLine(operation, 'postgres')}`];
    case 'drop-column':
      return [`${alter} drop column if exists ${quoted(operation.column)}`];
    case 'alter-column':
      return altered(operation, old.columns[operation.column], beside);
    case 'add-check': {
      const gone = `${alter} drop constraint if exists ${quoted(checkName(operation.name))}`;
      const made = checkConstraint(operation.name, operation.holds, old.columns, 'postgres');
      return [
        gone,
        `${alter} add ${made} not valid`,
        `${alter} validate constraint ${quoted(checkName(operation.name))}`,
      ];
    }
    case 'drop-check':
      return [`${alter} drop constraint if exists ${quoted(checkName(operation.name))}`];
    case 'unique-together':
      return [];
    default:
      throw notBeside(operation);
  }
}

function notBeside({ kind, table }: Operation): PlainError {
  return new PlainError(`A step with atomic: false changes columns alone: ${kind} of ${table} is none.`);
}

/** What is new is held to at once; what is there is gone through afterwards, while others read and write. */
const beside: RowChecks = {
  filled({ table, column }, fill) {
    const alter = `alter table ${quoted(table)}`;
    const name = quoted(shortName(`${table}_${column}_filled`));
    return [
      `${alter} drop constraint if exists ${name}`,
      `${alter} add constraint ${name} check (${quoted(column)} is not null) not valid`,
      ...fill,
      `${alter} validate constraint ${name}`,
      `${alter} alter column ${quoted(column)} set not null`,
      `${alter} drop constraint ${name}`,
    ];
  },
  referring(table, { name, clause }) {
    const alter = `alter table ${quoted(table)}`;
    return [
      `${alter} drop constraint if exists ${name}`,
      `${alter} add constraint ${name} ${clause} not valid`,
      `${alter} validate constraint ${name}`,
    ];
  },
};

/** What an index needs that is no statement of its own. */
function neededBy({ create }: Index): readonly Action[] {
  return create.filter((one) => typeof one !== 'string');
}

/** One whose making was broken off is there, is of no use, and costs each write. */
function made({ name, table, createBeside }: Index): Work {
  return {
    shownAs: [createBeside],
    async run({ db }) {
      const { rows } = await sql<{
        valid: boolean;
      }>`select indisvalid as valid from pg_index where indexrelid = to_regclass(${quoted(name)}) and indrelid = to_regclass(${quoted(table)})`.execute(
        db,
      );
      if (rows[0]?.valid) return;
      if (rows.length > 0) await sql.raw(gone(name)).execute(db);
      await sql.raw(createBeside).execute(db);
    },
  };
}

function gone(name: string): string {
  return `drop index concurrently if exists ${quoted(name)}`;
}
