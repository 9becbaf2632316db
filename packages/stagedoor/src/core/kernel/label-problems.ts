import type { FieldProblem } from './errors.ts';

/** What is wrong with what people call something of theirs: more than it may be, or what no database holds as text. It may be empty. */
export function labelProblems(label: string, maxLength: number): readonly FieldProblem[] {
  if (label.length > maxLength)
    return [{ code: 'max_length', params: { count: maxLength, max_length: maxLength } }];
  return label.includes('\0') || !label.isWellFormed() ? [{ code: 'null_characters_not_allowed' }] : [];
}
