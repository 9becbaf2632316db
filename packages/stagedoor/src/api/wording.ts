import type { FieldProblem, FieldProblems } from '../core/kernel/errors.ts';
import { json } from '../http/answer/answer.ts';
import { fieldTexts } from '../http/refusal/field.ts';
import type { Route } from '../http/route/route.ts';

/** How a form or a front end knows what our use cases refuse. */
export interface Wording {
  /** Our names of fields, and theirs. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Problems that they know at another field or in other words, by code. */
  readonly problems?: Readonly<Record<string, { readonly at?: string; readonly code?: string }>>;
  /** What they are told of a mailed link that is no good: never which part of it. */
  readonly deadLink?: FieldProblems;
}

/** Makes a route refuse in the names and words that a front end knows; what is not about fields stays with the interface. */
export function refuseAs(wording: Wording): NonNullable<Route['refuse']> {
  return (problem, { translate }) => {
    if (problem.code === 'invalid-link' && wording.deadLink !== undefined) {
      return json(fieldTexts(wording.deadLink, translate), 400);
    }
    if (problem.code !== 'invalid-input') return undefined;
    return json(fieldTexts(reworded(problem.fields, wording), translate), 400);
  };
}

function reworded(fields: FieldProblems, { fields: names = {}, problems = {} }: Wording): FieldProblems {
  const told: Record<string, FieldProblem[]> = {};
  for (const [field, found] of Object.entries(fields)) {
    for (const problem of found) {
      const theirs = problems[problem.code];
      const name = theirs?.at ?? names[field] ?? field;
      told[name] = [...(told[name] ?? []), { ...problem, code: theirs?.code ?? problem.code }];
    }
  }
  return told;
}
