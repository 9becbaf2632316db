import { type Answer, json } from '../../http/answer/answer.ts';
import type { Problem } from '../../http/request/problem.ts';

/** REST framework's words for whatever is wrong with the credentials or the account. */
export function unableToLogIn(problem: Problem): Answer | undefined {
  if (problem.code !== 'invalid-credentials') return undefined;
  return json({ non_field_errors: ['Unable to log in with provided credentials.'] }, 400);
}
