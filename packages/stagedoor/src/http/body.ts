import type { IncomingHttpHeaders } from 'node:http';
import { fieldRefusal } from '../core/errors.ts';
import { parseForm } from './form-body.ts';
import { parseJson } from './json-body.ts';
import { RequestProblem } from './problem.ts';

/** Fields as the client sent them: any JSON value, or texts of a form. Has no prototype (abuse H3). */
export type RawFields = Readonly<Record<string, unknown>>;

/**
 * The fields of a body by its Content-Type: `application/json` or `application/x-www-form-urlencoded`.
 *
 * @throws RequestProblem `parse-error`, `unsupported-media-type`; AccountsError `invalid-input` for JSON that is no
 *   object.
 */
export function parseBody(headers: IncomingHttpHeaders, body: Buffer | undefined): RawFields {
  if (body === undefined || body.length === 0) return Object.create(null) as RawFields;
  const mediaType = mediaTypeOf(headers['content-type'] ?? '');
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    throw unsupported(`${mediaType}; ${headers['content-encoding']}`);
  }
  if (mediaType === 'application/json') return fieldsOf(parseJson(decode(body)));
  if (mediaType === 'application/x-www-form-urlencoded') return parseForm(decode(body));
  throw unsupported(headers['content-type'] ?? '');
}

/** Whether the body is a form, so that its token field may be looked at before anything else. */
export function isForm(headers: IncomingHttpHeaders): boolean {
  return mediaTypeOf(headers['content-type'] ?? '') === 'application/x-www-form-urlencoded';
}

function mediaTypeOf(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

function unsupported(mediaType: string): RequestProblem {
  const shown = mediaType.slice(0, 100).replace(/[^\x20-\x7e]/g, '?');
  return new RequestProblem({ code: 'unsupported-media-type', mediaType: shown });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new RequestProblem({ code: 'parse-error', reason: 'the body is not UTF-8' });
  }
}

function fieldsOf(value: unknown): RawFields {
  if (value === null) throw fieldRefusal('non_field_errors', 'null');
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw fieldRefusal('non_field_errors', 'not_a_dictionary', { datatype: typeName(value) });
  }
  return value as RawFields;
}

/** What Python calls the type; the texts of contract C7.1 carry its names. */
function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'boolean' ? 'bool' : 'str';
}
