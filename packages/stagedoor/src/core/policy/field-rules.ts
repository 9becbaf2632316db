import type { Asker } from './asker.ts';
import { type Decision, decide } from './decide.ts';
import type { Policy } from './policy.ts';
import { resolvePolicy } from './resolve-policy.ts';
import { type Facts, rowSatisfies } from './row-satisfies.ts';

/** Who may read a field, and who may write it; a field of which nothing is said is open to whoever may do so with the row. */
export interface FieldRule<Fields extends object> {
  readonly read?: Policy<Fields>;
  readonly write?: Policy<Fields>;
}

export type FieldRules<Fields extends object> = { readonly [Name in keyof Fields]?: FieldRule<Fields> };

interface FieldQuestion {
  readonly rules: Readonly<Record<string, { readonly read?: Policy; readonly write?: Policy }>>;
  readonly to: 'read' | 'write';
  readonly asker: Asker;
}

/**
 * What of each field that has a rule is known without a row: for forms and descriptions, and for what may not depend on a row, such as a
 * filter or an order, which only `yes` opens.
 */
export function decideFields({ rules, to, asker }: FieldQuestion): ReadonlyMap<string, Decision> {
  const decided = Object.entries(rules).map(([field, { [to]: policy }]): [string, Decision] => [
    field,
    policy === undefined ? 'yes' : decide(policy, asker),
  ]);
  return new Map(decided);
}

/** The fields of this row that are closed to whoever asks. */
export function closedFields(
  { rules, to, asker }: FieldQuestion,
  row: object,
  facts: Facts,
): ReadonlySet<string> {
  const closed = Object.entries(rules).filter(
    ([, { [to]: policy }]) => policy !== undefined && !rowSatisfies(resolvePolicy(policy, asker), row, facts),
  );
  return new Set(closed.map(([field]) => field));
}
