import { AccountsError } from '../core/kernel/errors.ts';
import { type Condition, never } from '../core/policy/condition.ts';

/** Whoever may see none of them may do nothing with one. */
export function unlessRefused(error: unknown): false {
  if (error instanceof AccountsError) return false;
  throw error;
}

/** Whoever is refused them all sees none. */
export function neverIfRefused(error: unknown): Condition {
  unlessRefused(error);
  return never;
}

/** Whoever may see none of them is shown none. */
export function noneIfRefused(error: unknown): readonly never[] {
  unlessRefused(error);
  return [];
}
