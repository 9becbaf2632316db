import type { Translator } from '../../texts/translator.ts';
import { detail, type ProblemOf, type RefusalRows, saying, sayingWait } from './refusal-row.ts';

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
  'not-found': saying(404, 'not-found'),
  'parse-error': {
    status: 400,
    body: ({ format, reason }, translate) => detail(translate(`parse_error.${format}`, { reason })),
  },
  'unsupported-media-type': {
    status: 415,
    body: ({ mediaType }, translate) =>
      detail(translate('unsupported_media_type', { media_type: mediaType })),
  },
  'not-acceptable': saying(406, 'not_acceptable'),
  'method-not-allowed': {
    status: 405,
    body: ({ method }, translate) => detail(translate('method_not_allowed', { method })),
    headers: ({ allowed }) => ({ allow: allowed.join(', ') }),
  },
  'body-too-large': {
    status: 413,
    body: ({ maxBytes }, translate) =>
      detail(translate('body_too_large', { bytes: maxBytes.toLocaleString(translate.language) })),
  },
  'uri-too-long': saying(414, 'uri-too-long'),
  'headers-too-large': saying(431, 'headers-too-large'),
  'bad-request': {
    status: 400,
    body: (problem, translate) => detail(badRequestText(problem, translate)),
  },
  'https-required': saying(403, 'https-required'),
  unavailable: sayingWait(503, 'busy'),
  'server-error': saying(500, 'server_error'),
};

/** What is wrong with the request, for the visitor: the same in JSON and on pages. */
export function badRequestText(
  { reason, header = '' }: Pick<ProblemOf<'bad-request'>, 'reason' | 'header'>,
  translate: Translator,
): string {
  return translate(`bad_request.${reason}`, { header });
}
