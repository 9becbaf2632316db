import type { OwnRows, OwnValues, Scalar } from './policy.ts';

/** Whether it must hold, or must not: what is null is no value, so of `is` and `is not` always one holds. */
interface EitherWay {
  readonly negated: boolean;
}

/** One thing that is asked of a row. Who asks is known by now: their id is a value like another. */
export type RowQuestion = EitherWay &
  (
    | { readonly kind: 'equals'; readonly field: string; readonly value: Scalar }
    | { readonly kind: 'is-null'; readonly field: string }
    | { readonly kind: 'one-of'; readonly field: string; readonly values: readonly Scalar[] }
    /** Among what rows of the asker's own hold. */
    | { readonly kind: 'among-own'; readonly field: string; readonly own: OwnValues; readonly userId: number }
    /** The asker has such rows: the same for each row of the list. */
    | { readonly kind: 'has-own'; readonly own: OwnRows; readonly userId: number }
    | { readonly kind: 'granted'; readonly permission: string; readonly userId: number | null }
  );

/** What is left of a policy once it is known who asks for what: nothing but questions about the row. */
export type Condition =
  /** Of every row: a list needs no predicate. */
  | { readonly kind: 'always' }
  /** Of no row: a list needs no query. */
  | { readonly kind: 'never' }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | RowQuestion;

export const always: Condition = { kind: 'always' };
export const never: Condition = { kind: 'never' };

/** All of them, as short as it can be said. */
export function allOf(conditions: readonly Condition[]): Condition {
  return joined('all', conditions, { decides: 'never', adds: 'always' });
}

/** Any of them. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return joined('any', conditions, { decides: 'always', adds: 'never' });
}

/** Whether its answer is the same for every row: it asks only what rows of their own somebody has. */
export function isOfAskerAlone(condition: Condition): boolean {
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of.every(isOfAskerAlone);
  return condition.kind === 'has-own';
}

/** All that it asks of a row. */
export function questionsIn(condition: Condition): readonly RowQuestion[] {
  if (condition.kind === 'always' || condition.kind === 'never') return [];
  return 'of' in condition ? condition.of.flatMap(questionsIn) : [condition];
}

type Constant = 'always' | 'never';

function joined(
  kind: 'all' | 'any',
  conditions: readonly Condition[],
  { decides, adds }: { readonly decides: Constant; readonly adds: Constant },
): Condition {
  if (conditions.some((one) => one.kind === decides)) return { kind: decides };
  const of = conditions.filter((one) => one.kind !== adds);
  const [first = { kind: adds }, ...others] = of;
  return others.length === 0 ? first : { kind, of };
}
