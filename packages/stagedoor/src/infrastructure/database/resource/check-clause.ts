import { type AnyCompared, askedIn, isOtherField, type Rule } from '../../../resource/check/rule.ts';
import type { ColumnState, TableState } from '../../../resource/table-state.ts';
import type { Dialect } from '../dialect.ts';
import { literal, quoted } from './sql-words.ts';

/** What a check of a table is called there: not after the table, whose name may change. */
export function checkName(name: string): string {
  return `${name}_check`;
}

/** A check by the name of its constraint, as a refusal of the database says it. */
export function checkOfConstraint(constraint: string): string {
  return constraint.replace(/_check$/, '');
}

/** A check as a constraint of a table. */
export function checkConstraint(
  name: string,
  rule: Rule,
  columns: TableState['columns'],
  dialect: Dialect,
): string {
  return `constraint ${quoted(checkName(name))} check (${clause(rule, columns, dialect)})`;
}

/** Those of a table, by their names. */
export function checkConstraints({ columns, checks = {} }: TableState, dialect: Dialect): readonly string[] {
  return Object.entries(checks).map(([name, rule]) => checkConstraint(name, rule, columns, dialect));
}

function clause(rule: Rule, columns: TableState['columns'], dialect: Dialect): string {
  const joined = (rules: readonly Rule[], by: 'and' | 'or') =>
    `(${rules.map((one) => clause(one, columns, dialect)).join(` ${by} `)})`;
  if ('all' in rule) return joined(rule.all, 'and');
  if ('any' in rule) return joined(rule.any, 'or');
  if ('not' in rule) return `not (${clause(rule.not, columns, dialect)})`;
  return comparison(rule, columns[rule.field], dialect);
}

const signs = { is: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

function comparison(leaf: AnyCompared, state: ColumnState | undefined, dialect: Dialect): string {
  const [word, value] = askedIn(leaf);
  const column = quoted(leaf.field);
  const type = state?.type ?? 'integer';
  const written = (one: unknown) => literal(one, { type, dialect });
  if (value === null) return `${column} is null`;
  if (word === 'in') return `${column} in (${(value as readonly unknown[]).map(written).join(', ')})`;
  return `${column} ${signs[word]} ${isOtherField(value) ? quoted(value.field) : written(value)}`;
}
