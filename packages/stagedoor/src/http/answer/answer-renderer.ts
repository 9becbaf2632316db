import { STATUS_CODES } from 'node:http';
import type { Translator } from '../../texts/translator.ts';
import type { HttpSettings } from '../settings/http-settings.ts';
import { type Answer, isJson, type JsonAnswer } from './answer.ts';
import { type Failure, failureOf } from './failure.ts';

/** Answers of the JSON API in the site's format; others stay as they are. */
export type RenderAnswer = (answer: Answer, translate: Translator) => Answer;

const PROBLEM_TYPE = 'application/problem+json';

/**
 * The one renderer of the site's format, for what went well and what did not; null for `plain`, so that bare
 * bodies cost nothing. Statuses and headers never change.
 */
export function createAnswerRenderer({
  apiFormat,
  problemTypeUrl,
}: Pick<HttpSettings, 'apiFormat' | 'problemTypeUrl'>): RenderAnswer | null {
  switch (apiFormat) {
    case 'plain':
      return null;
    case 'envelope':
      return (answer, translate) => {
        if (!isJson(answer)) return answer;
        return answer.status < 400 ? wrapped(answer) : refused(answer, translate);
      };
    case 'problem':
      return (answer, translate) =>
        isJson(answer) && answer.status >= 400 ? problem(answer, { translate, problemTypeUrl }) : answer;
  }
}

function wrapped(answer: JsonAnswer): Answer {
  // What was written down stays so: the busiest answers are.
  if (answer.kind === 'json-text') {
    return { ...answer, text: `{"success":true,"data":${answer.text},"error":null}` };
  }
  return { ...answer, body: { success: true, data: answer.body, error: null } };
}

function refused(answer: JsonAnswer, translate: Translator): Answer {
  const error: Failure = failureOf(answer, translate);
  return { ...answer, kind: 'json', body: { success: false, data: null, error } };
}

/** @see https://www.rfc-editor.org/rfc/rfc9457#section-3 */
function problem(
  answer: JsonAnswer,
  { translate, problemTypeUrl }: { translate: Translator; problemTypeUrl: string | null },
): Answer {
  const { code, message, fields, details } = failureOf(answer, translate);
  const body = {
    type: problemTypeUrl === null ? 'about:blank' : problemTypeUrl + code,
    title: STATUS_CODES[answer.status] ?? String(answer.status),
    status: answer.status,
    detail: message,
    code,
    ...(fields === null ? {} : { errors: Object.entries(fields).flatMap(errorsOf) }),
    ...(details === null ? {} : { details }),
  };
  return { ...answer, kind: 'json', body, headers: { ...answer.headers, 'content-type': PROBLEM_TYPE } };
}

/** The members of RFC 9457's own example; a pointer is RFC 6901's in its form for fragments. */
function errorsOf([field, texts]: [string, readonly string[]]): { detail: string; pointer: string }[] {
  const name = encodeURIComponent(field.replaceAll('~', '~0').replaceAll('/', '~1'));
  const pointer = field === 'non_field_errors' ? '#' : `#/${name}`;
  return texts.map((detail) => ({ detail, pointer }));
}
