import { bareBody, isRecord } from './bare-body.ts';
import { type RefusalCode, refusalCodes } from './refusal-codes.ts';
import type { ClientError, FieldProblems, Result } from './result.ts';

type Body = Readonly<Record<string, unknown>>;

/** An answer as a result. */
export async function readAnswer(response: Response): Promise<Result<unknown, string>> {
  const body = await bodyOf(response);
  if (response.ok && body !== undefined) return { data: body, error: undefined, response };
  return { data: undefined, error: errorOf(response, body), response };
}

/** Null for an answer without a body, undefined for one that is no JSON. */
async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return response.status === 204 ? null : undefined;
  try {
    return bareBody(JSON.parse(text));
  } catch {
    // Said by the result, as `unexpected-answer`.
    return undefined;
  }
}

function errorOf(response: Response, body: unknown): ClientError {
  const { status } = response;
  const code = codeOf(response, body);
  const fields = fieldsOf(body);
  const said = { detail: sentenceOf(body, fields) ?? response.statusText, status };
  switch (code) {
    case 'invalid-input':
    case 'invalid-link':
      return { ...said, code, fields };
    case 'throttled':
    case 'busy':
    case 'unavailable':
    case 'request-running':
      return { ...said, code, retryAfterSeconds: Number(response.headers.get('retry-after')) || 1 };
    case 'stage-required':
      return { ...said, code, ...stageOf(body as Body | null) };
    default:
      return { ...said, code };
  }
}

/**
 * The header says which refusal it is. Another site's scripts may not be shown it, and what stands in front of the server
 * answers without: then the status and the shape of the body must do.
 */
function codeOf(response: Response, body: unknown): RefusalCode | 'unexpected-answer' {
  const named = response.headers.get('refusal-code') ?? (isRecord(body) ? body.code : undefined);
  if (isRefusalCode(named)) return named;
  if (!isRecord(body)) return 'unexpected-answer';
  return codesByStatus[response.status]?.(body) ?? 'unexpected-answer';
}

const isRefusalCode = (code: unknown): code is RefusalCode =>
  (refusalCodes as readonly unknown[]).includes(code);

const codesByStatus: Readonly<Record<number, (body: Body) => RefusalCode>> = {
  400: (body) =>
    'error' in body ? 'invalid-credentials' : 'detail' in body ? 'bad-request' : 'invalid-input',
  401: (body) => {
    if ('error' in body) return 'invalid-credentials';
    return body.code === undefined ? 'not-authenticated' : 'bearer-refused';
  },
  403: ({ detail }) => (String(detail).startsWith('CSRF Failed') ? 'csrf-failed' : 'permission-denied'),
  404: () => 'not-found',
  405: () => 'method-not-allowed',
  413: () => 'body-too-large',
  415: () => 'unsupported-media-type',
  429: () => 'throttled',
  500: () => 'server-error',
  503: () => 'unavailable',
};

function fieldsOf(body: unknown): FieldProblems {
  if (!isRecord(body)) return {};
  const lists = Object.entries(body).filter(
    (entry): entry is [string, string[]] =>
      Array.isArray(entry[1]) && entry[1].every((text) => typeof text === 'string'),
  );
  return Object.fromEntries(lists);
}

/** One sentence of what was said, for those who show no more. */
function sentenceOf(body: unknown, fields: FieldProblems): string | undefined {
  const { detail, error } = isRecord(body) ? body : {};
  const sentence = detail ?? error ?? Object.values(fields)[0]?.[0];
  return typeof sentence === 'string' ? sentence : undefined;
}

function stageOf(body: Body | null): { readonly stage: string; readonly flow?: string } {
  const { stage = '', flow } = body ?? {};
  return { stage: String(stage), ...(flow === undefined ? {} : { flow: String(flow) }) };
}
