import type { FieldProblem } from '../kernel/errors.ts';
import { hasControls, visibleNameKey } from '../kernel/visible-name.ts';
import { textProblems } from '../user/profile-fields.ts';

/** What is wrong with a name that people are to know something by. */
export function visibleNameProblems(name: string, maxLength: number): readonly FieldProblem[] {
  const problems = textProblems(name, maxLength);
  if (problems.length > 0) return problems;
  if (visibleNameKey(name) === '') return [{ code: 'blank' }];
  return hasControls(name) ? [{ code: 'invalid_string' }] : [];
}

/** Whether another of these has a name that people would take for this one. */
export function isTakenName(
  all: readonly { readonly id: number; readonly name: string }[],
  { id, name }: { readonly id?: number; readonly name: string },
): boolean {
  const key = visibleNameKey(name);
  return all.some((one) => one.id !== id && visibleNameKey(one.name) === key);
}
