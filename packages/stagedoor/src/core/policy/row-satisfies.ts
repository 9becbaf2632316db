import { PlainError } from '../kernel/plain-error.ts';
import type { Condition, RowQuestion } from './condition.ts';
import type { OwnRows, OwnValues, Scalar } from './policy.ts';

/** What is kept elsewhere about whoever asks, read before a row is judged. */
export interface Facts {
  /** Whether one of their own rows holds the value. */
  holdsOwn(own: OwnValues, value: Scalar): boolean;
  /** Whether they have such rows. */
  hasOwn(own: OwnRows): boolean;
  /** Whether they were given the permission on this row. */
  isGranted(permission: string): boolean;
}

/**
 * Whether a row satisfies a condition: the same that the filter in SQL answers of it.
 *
 * @throws PlainError for a row without a field that is asked for, as the database has none for it
 */
export function rowSatisfies(condition: Condition, row: object, facts: Facts): boolean {
  switch (condition.kind) {
    case 'always':
    case 'never':
      return condition.kind === 'always';
    case 'all':
      return condition.of.every((one) => rowSatisfies(one, row, facts));
    case 'any':
      return condition.of.some((one) => rowSatisfies(one, row, facts));
    default:
      return answer(condition, row, facts) !== condition.negated;
  }
}

function answer(question: RowQuestion, row: object, facts: Facts): boolean {
  switch (question.kind) {
    case 'equals':
      return isSame(heldIn(row, question.field), question.value);
    case 'is-null':
      return heldIn(row, question.field) === null;
    case 'one-of': {
      const held = heldIn(row, question.field);
      return question.values.some((value) => isSame(held, value));
    }
    case 'among-own': {
      const held = heldIn(row, question.field);
      return held !== null && facts.holdsOwn(question.own, held as Scalar);
    }
    case 'has-own':
      return facts.hasOwn(question.own);
    case 'granted':
      return facts.isGranted(question.permission);
  }
}

function heldIn(row: object, field: string): unknown {
  const held: unknown = Object.hasOwn(row, field) ? Reflect.get(row, field) : undefined;
  if (held === undefined) throw new PlainError(`A policy asks for ${field}, which the row does not have`);
  return held;
}

/** SQLite keeps a truth as 0 or 1. */
function isSame(held: unknown, value: Scalar): boolean {
  if (typeof value === 'boolean' && typeof held === 'number') return (held === 1) === value;
  return held === value;
}
