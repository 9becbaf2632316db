import type { Fields } from '../field.ts';
import type { Values } from '../read/read-row.ts';
import type { Resource } from '../resource.ts';
import { plainRule } from './plain-rule.ts';
import { type AnyCompared, askedIn, fieldsInRule, isOtherField, type Rule, ruleKind } from './rule.ts';

/** Says which check a row violates, as its table would; null for none. */
export type FindViolated = (row: Values, written: Values) => string | null;

/** Of what is not known of a row nothing is said here: its table knows. */
export function violatedCheckOf({ fields, checks = {} }: Pick<Resource, 'fields' | 'checks'>): FindViolated {
  const judged = Object.entries(checks).map(([name, { holds }]) => {
    const rule = plainRule(fields, holds);
    return { name, rule, of: fieldsInRule(rule) };
  });
  return (row, written) => {
    const violated = judged.find(
      ({ rule, of }) =>
        of.some((field) => Object.hasOwn(written, field)) && answerOf(rule, { fields, row }) === false,
    );
    return violated?.name ?? null;
  };
}

interface Judged {
  readonly fields: Fields;
  readonly row: Values;
}

/** As SQL answers: of what is null, or not known, neither yes nor no. */
function answerOf(rule: Rule, judged: Judged): boolean | null {
  if ('all' in rule) return joined(rule.all, judged, false);
  if ('any' in rule) return joined(rule.any, judged, true);
  if (!('not' in rule)) return comparison(rule, judged);
  const answer = answerOf(rule.not, judged);
  return answer === null ? null : !answer;
}

function joined(rules: readonly Rule[], judged: Judged, deciding: boolean): boolean | null {
  const answers = rules.map((rule) => answerOf(rule, judged));
  if (answers.includes(deciding)) return deciding;
  return answers.includes(null) ? null : !deciding;
}

function comparison(leaf: AnyCompared, { fields, row }: Judged): boolean | null {
  const [word, value] = askedIn(leaf);
  const own = row[leaf.field];
  if (word === 'is' && value === null) return own === undefined ? null : own === null;
  const left = comparable(fields, leaf.field, own);
  if (word === 'in') {
    const among = value as readonly unknown[];
    return left === null ? null : among.some((one) => comparable(fields, leaf.field, one) === left);
  }
  const right = isOtherField(value)
    ? comparable(fields, value.field, row[value.field])
    : comparable(fields, leaf.field, value);
  if (left === null || right === null) return null;
  return compares[word](left, right);
}

type Comparable = string | number | boolean;

const compares = {
  is: (left: Comparable, right: Comparable) => left === right,
  gt: (left: Comparable, right: Comparable) => left > right,
  gte: (left: Comparable, right: Comparable) => left >= right,
  lt: (left: Comparable, right: Comparable) => left < right,
  lte: (left: Comparable, right: Comparable) => left <= right,
};

/** Decimals have fifteen digits at most, which a number keeps exactly. */
function comparable(fields: Fields, name: string, value: unknown): Comparable | null {
  if (value === null || value === undefined) return null;
  const kind = ruleKind(fields, name);
  if (kind === 'number') return Number(value);
  if (kind === 'moment') return new Date(value as Date | string).getTime();
  return value as Comparable;
}
