import { type QueryExecutorProvider, type RawBuilder, type SqlBool, sql } from 'kysely';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import { type Condition, questionsIn, type RowQuestion } from '../../../core/policy/condition.ts';
import type { OwnRows, OwnValues, Scalar } from '../../../core/policy/policy.ts';
import type { Facts } from '../../../core/policy/row-satisfies.ts';
import { toBoolean } from '../column-values.ts';
import { type FilteredRows, ownRows, stored } from './condition-filter.ts';

/** A connection, or a transaction on one, whatever tables are known to it. */
interface Source extends Pick<FilteredRows, 'dialect'> {
  readonly db: QueryExecutorProvider;
}

/** The rows that are to be judged: the one that is, the one that will be. */
export interface JudgedRows extends Pick<FilteredRows, 'granted'> {
  readonly rows: readonly object[];
}

interface Fact {
  readonly key: string;
  readonly holds: RawBuilder<SqlBool>;
}

/**
 * What conditions ask beside the rows themselves, by one statement, and by none where they ask nothing. In a transaction it is read on the
 * connection of that transaction.
 */
export async function readFacts(
  { db, dialect }: Source,
  conditions: readonly Condition[],
  judged: JudgedRows,
): Promise<Facts> {
  const asked = conditions.flatMap(questionsIn).flatMap((one) => factsOf(one, { dialect, ...judged }));
  const facts = [...new Map(asked.map((fact) => [fact.key, fact])).values()];
  const held = facts.length === 0 ? {} : await read(db, facts);
  const known = new Map(facts.map(({ key }, index) => [key, toBoolean(held[`fact_${index}`] ?? null)]));
  const isSo = (key: string) => {
    const found = known.get(key);
    if (found === undefined) throw new PlainError(`Nobody read the fact ${key}`);
    return found;
  };
  return {
    holdsOwn: (own, value) => isSo(nameOf(own, value)),
    hasOwn: (own) => isSo(nameOf(own)),
    isGranted: (permission) => isSo(nameOf(permission)),
  };
}

function factsOf(
  question: RowQuestion,
  { dialect, rows, granted }: JudgedRows & Pick<FilteredRows, 'dialect'>,
): readonly Fact[] {
  if (question.kind === 'has-own') {
    const { own, userId } = question;
    return [{ key: nameOf(own), holds: sql`exists (select 1 ${ownRows(own, userId, { dialect })})` }];
  }
  if (question.kind === 'among-own') {
    const { own, field, userId } = question;
    const values = rows.map((row): unknown => Reflect.get(row, field)).filter((value) => value != null);
    return values.map((value) => ({
      key: nameOf(own, value as Scalar),
      holds: sql`exists (select 1 ${ownRows(own, userId, { dialect })}
        and ${sql.ref(`${own.table}.${own.value}`)} = ${stored(value as Scalar, { dialect })})`,
    }));
  }
  if (question.kind !== 'granted') return [];
  const { permission, userId } = question;
  if (granted === undefined)
    throw new PlainError(
      `A policy asks for ${permission} on single rows, and nobody said what these are: \`objects\` says it.`,
    );
  return [{ key: nameOf(permission), holds: sql`${granted(permission, userId)}` }];
}

async function read(
  db: QueryExecutorProvider,
  facts: readonly Fact[],
): Promise<Readonly<Record<string, boolean | number>>> {
  const columns = facts.map(({ holds }, index) => sql`(${holds}) as ${sql.ref(`fact_${index}`)}`);
  const { rows } = await sql<Record<string, boolean | number>>`select ${sql.join(columns)}`.execute(db);
  return rows[0] ?? {};
}

function nameOf(...parts: readonly (OwnRows | OwnValues | Scalar)[]): string {
  return JSON.stringify(parts);
}
