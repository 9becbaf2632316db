import type { Answer } from '../answer/answer.ts';
import type { ProblemCode } from '../request/problem.ts';
import { incomingCredentials } from './credentials.ts';

/** Refusals of whoever comes, by the interface itself; what endpoints say of credentials in a body is their own. */
const OF_AUTHENTICATION: ReadonlySet<string | null> = new Set([
  'not-authenticated',
  ...incomingCredentials.map(({ refusal }) => refusal),
]);

/** The status of a refusal of authentication: 403 where the site's first class has no challenge. */
export function statusUnder(challenge: string | null | undefined, code: ProblemCode, status: number): number {
  return challenge === null && OF_AUTHENTICATION.has(code) ? 403 : status;
}

/** The answer to a problem as the site's first authentication class has it: 401 with its challenge, or 403 without one. */
export function challenged(answer: Answer, code: string, challenge: string | null): Answer {
  if (!OF_AUTHENTICATION.has(code) || answer.kind === 'redirect') return answer;
  const { 'www-authenticate': _, ...headers } = answer.headers ?? {};
  return challenge === null
    ? ({ ...answer, status: 403, headers } as Answer)
    : ({ ...answer, headers: { ...headers, 'www-authenticate': challenge } } as Answer);
}
