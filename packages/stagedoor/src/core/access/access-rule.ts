import { onlyTrue, problemsOf, type RecordShape, textLike } from '../kernel/record-shape.ts';

/** What somebody must be, beside logged in. All of it. */
export interface AccessRule {
  readonly staff?: true;
  readonly superuser?: true;
  /** Has a primary address, and has verified it. */
  readonly verified?: true;
  /** The name of a group that they are in; superusers too must be. */
  readonly group?: string;
  /** A codename, or `app_label.codename` where two apps have the same. Superusers have every one. */
  readonly permission?: string;
}

// A record of the type's own names, so that a new one cannot be forgotten here.
const ruleShape: RecordShape<keyof AccessRule> = {
  staff: onlyTrue,
  superuser: onlyTrue,
  verified: onlyTrue,
  group: textLike('the name of a group', /\S/),
  permission: textLike('a codename or app_label.codename', /^[^\s.]+(?:\.[^\s.]+)?$/),
};

/** What is wrong with a rule, in halves of sentences. A slip in one would let everybody in who is logged in. */
export function ruleProblems(rule: unknown, name = ''): readonly string[] {
  return problemsOf(rule, ruleShape, name);
}
