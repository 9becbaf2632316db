import type { Translator } from '../../texts/translator.ts';
import type { AnswerHeaders } from './answer.ts';

/** What a refusal says, whatever form its body has. */
export interface Failure {
  /** The same in every language: what `Refusal-Code` says too. */
  readonly code: string;
  /** For people. */
  readonly message: string;
  /** Texts by field; `non_field_errors` holds what concerns the whole input. */
  readonly fields: Fields | null;
  /** What else the plain body says, such as the stage to pass. */
  readonly details: Readonly<Record<string, unknown>> | null;
}

type Fields = Readonly<Record<string, readonly string[]>>;

type Refused =
  | { readonly kind: 'json'; readonly body: unknown; readonly headers?: AnswerHeaders }
  | { readonly kind: 'json-text'; readonly text: string; readonly headers?: AnswerHeaders };

/**
 * Reads a refusal out of its plain body, which is REST framework's: `detail`, or `error` of plain views, and texts by field
 * for everything else. Endpoints with words of their own say the same here as all others.
 */
export function failureOf(answer: Refused, translate: Translator): Failure {
  const body: unknown = answer.kind === 'json' ? answer.body : JSON.parse(answer.text);
  const code = answer.headers?.['refusal-code'] ?? 'bad-request';
  // A list is about the whole input, as `non_field_errors` is.
  if (Array.isArray(body)) return ofFields(code, { non_field_errors: body }, translate);
  const { detail, error, ...rest } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const sentence = detail ?? error;
  if (typeof sentence !== 'string') return ofFields(code, rest as Fields, translate);
  // Where the plain body has a code too it is the refusal's own, or that of another contract (simplejwt's).
  const { code: said, ...others } = rest;
  const details = said === undefined || said === code ? others : rest;
  return {
    code,
    message: sentence,
    fields: null,
    details: Object.keys(details).length > 0 ? details : null,
  };
}

function ofFields(code: string, fields: Fields, translate: Translator): Failure {
  const { non_field_errors: [sentence] = [], ...others } = fields;
  const isAlone = sentence !== undefined && Object.keys(others).length === 0;
  return { code, message: isAlone ? sentence : translate('invalid-input'), fields, details: null };
}
