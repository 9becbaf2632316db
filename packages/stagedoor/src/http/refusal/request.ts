import type { Translator } from '../../texts/translator.ts';
import { detail, type ProblemOf, type RefusalRows, retryAfter } from './refusal-row.ts';

/** Of requests that nobody could serve, and of what they lead to. */
export const requestRefusals: RefusalRows<
  | 'not-found'
  | 'parse-error'
  | 'unsupported-media-type'
  | 'not-acceptable'
  | 'method-not-allowed'
  | 'body-too-large'
  | 'uri-too-long'
  | 'headers-too-large'
  | 'bad-request'
  | 'https-required'
  | 'unavailable'
  | 'server-error'
> = {
  'not-found': { status: 404, body: (_, translate) => detail(translate('not-found')) },
  'parse-error': {
    status: 400,
    body: ({ format, reason }, translate) => detail(translate(`parse_error.${format}`, { reason })),
  },
  'unsupported-media-type': {
    status: 415,
    body: ({ mediaType }, translate) =>
      detail(translate('unsupported_media_type', { media_type: mediaType })),
  },
  'not-acceptable': { status: 406, body: (_, translate) => detail(translate('not_acceptable')) },
  'method-not-allowed': {
    status: 405,
    body: ({ method }, translate) => detail(translate('method_not_allowed', { method })),
    headers: ({ allowed }) => ({ allow: allowed.join(', ') }),
  },
  'body-too-large': { status: 413, body: (_, translate) => detail(translate('body_too_large')) },
  'uri-too-long': { status: 414, body: (_, translate) => detail(translate('uri-too-long')) },
  'headers-too-large': { status: 431, body: (_, translate) => detail(translate('headers-too-large')) },
  'bad-request': {
    status: 400,
    body: (problem, translate) => detail(badRequestText(problem, translate)),
  },
  'https-required': { status: 403, body: (_, translate) => detail(translate('https-required')) },
  unavailable: {
    status: 503,
    body: ({ retryAfterSeconds }, translate) => detail(translate('busy', { count: retryAfterSeconds })),
    headers: retryAfter,
  },
  'server-error': { status: 500, body: (_, translate) => detail(translate('server_error')) },
};

/** What is wrong with the request, for the visitor: the same in JSON and on pages. */
export function badRequestText(
  { reason, header = '' }: Pick<ProblemOf<'bad-request'>, 'reason' | 'header'>,
  translate: Translator,
): string {
  return translate(`bad_request.${reason}`, { header });
}
