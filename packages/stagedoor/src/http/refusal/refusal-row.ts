import type { TextKey, Translator } from '../../texts/translator.ts';
import type { AnswerHeaders } from '../answer/answer.ts';
import type { Problem, ProblemCode } from '../request/problem.ts';

export type ProblemOf<Code extends ProblemCode> = Extract<Problem, { code: Code }>;

/** How one problem is answered in JSON: the status, and the body in REST framework's shapes. */
export interface RefusalRow<Code extends ProblemCode> {
  readonly status: number;
  body(problem: ProblemOf<Code>, translate: Translator): unknown;
  headers?(problem: ProblemOf<Code>): AnswerHeaders;
}

/** What a feature says of its refusals, by their codes. */
export type RefusalRows<Code extends ProblemCode> = { readonly [One in Code]: RefusalRow<One> };

/** Missing and wrong credentials are challenged, so they are 401 and not 403 (RFC 9110, section 15.5.2). */
export const challenge = (): AnswerHeaders => ({ 'www-authenticate': 'Bearer realm="api"' });

interface Wait {
  readonly retryAfterSeconds: number;
}

export const retryAfter = ({ retryAfterSeconds }: Wait): AnswerHeaders => ({
  'retry-after': String(retryAfterSeconds),
});

export const detail = (text: string): { readonly detail: string } => ({ detail: text });

/** A refusal that says these words and no more. */
export const saying = (status: number, words: TextKey) => ({
  status,
  body: (_: unknown, translate: Translator) => detail(translate(words)),
});

/** The same for a while, which the words say too. */
export const sayingWait = (status: number, words: TextKey) => ({
  status,
  body: ({ retryAfterSeconds }: Wait, translate: Translator) =>
    detail(translate(words, { count: retryAfterSeconds })),
  headers: retryAfter,
});
