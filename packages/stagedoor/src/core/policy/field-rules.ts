import type { Asker } from './asker.ts';
import type { Condition } from './condition.ts';
import { type Decision, decisionOf } from './decide.ts';
import type { AnyFields, Policy } from './policy.ts';
import { resolvePolicy } from './resolve-policy.ts';
import { type Facts, rowSatisfies } from './row-satisfies.ts';

/**
 * Who may read a field, and who may write it. Where nothing is said of reading, whoever sees the row; of writing, whoever may read the field and
 * write the row.
 */
export interface FieldRule<Fields extends object = AnyFields> {
  readonly read?: Policy<Fields>;
  readonly write?: Policy<Fields>;
}

export type FieldRules<Fields extends object = AnyFields> = {
  readonly [Name in keyof Fields]?: FieldRule<Fields>;
};

export interface FieldQuestion {
  readonly rules: Readonly<Record<string, FieldRule>>;
  readonly to: 'read' | 'write';
  readonly asker: Asker;
}

/** What is left to ask of a row, by each field that has a rule for it. */
export function fieldConditions({ rules, to, asker }: FieldQuestion): ReadonlyMap<string, Condition> {
  const looking = { ...asker, action: 'view' };
  const asked = Object.entries(rules).flatMap(([field, { read, write }]): [string, Condition][] => {
    if (to === 'write' && write !== undefined) return [[field, resolvePolicy(write, asker)]];
    return read === undefined ? [] : [[field, resolvePolicy(read, looking)]];
  });
  return new Map(asked);
}

/** What of each field that has a rule is known without a row: for forms and descriptions, and for what is asked of a whole list. */
export function decideFields(question: FieldQuestion): ReadonlyMap<string, Decision> {
  return new Map([...fieldConditions(question)].map(([field, condition]) => [field, decisionOf(condition)]));
}

/** The fields of these conditions that are closed in a row. */
export function closedFields(
  conditions: ReadonlyMap<string, Condition>,
  row: object,
  facts: Facts,
): ReadonlySet<string> {
  const closed = [...conditions].filter(([, condition]) => !rowSatisfies(condition, row, facts));
  return new Set(closed.map(([field]) => field));
}
