import type { IncomingHttpHeaders } from 'node:http';
import { fieldRefusal } from '../../core/kernel/errors.ts';
import { parseForm } from './form-body.ts';
import type { HttpRequest } from './http-request.ts';
import { parseJson } from './json-body.ts';
import { type Multipart, parseMultipart } from './multipart-body.ts';
import { type BodyFormat, RequestProblem } from './problem.ts';

/** Fields as the client sent them: any JSON value, or texts of a form. Has no prototype. */
export type RawFields = Readonly<Record<string, unknown>>;

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const MULTIPART_TYPE = 'multipart/form-data';

/** What `PATCH` does with JSON: RFC 7396. */
const MERGE_TYPE = 'application/merge-patch+json';

/** What a body may be. */
export const bodyTypes: readonly string[] = [JSON_TYPE, FORM_TYPE, MULTIPART_TYPE];

/** What one may be that is sent with a method. */
export function bodyTypesOf(method: string): readonly string[] {
  return method === 'PATCH' ? [...bodyTypes, MERGE_TYPE] : bodyTypes;
}

/**
 * The fields of a body by its Content-Type: `application/json` or `application/x-www-form-urlencoded`, and
 * `application/merge-patch+json` of a PATCH.
 * `readMultipart` is the third.
 *
 * @throws RequestProblem `parse-error`, `unsupported-media-type`; AccountsError `invalid-input` for JSON that is no
 *   object.
 */
export function parseBody(
  { method, headers }: Pick<HttpRequest, 'method' | 'headers'>,
  body: Buffer | undefined,
): RawFields {
  if (body === undefined || body.length === 0) return Object.create(null) as RawFields;
  refuseEncoding(headers);
  const mediaType = mediaTypeOf(headers);
  const isMerge = mediaType === MERGE_TYPE && method === 'PATCH';
  if (mediaType === JSON_TYPE || isMerge) return fieldsOf(parseJson(decode(body, 'json')));
  if (mediaType === FORM_TYPE) return parseForm(decode(body, 'form'));
  throw unsupported(headers['content-type'] ?? '');
}

/**
 * The fields and files of a `multipart/form-data` body.
 *
 * @throws RequestProblem `parse-error`, `unsupported-media-type`.
 */
export async function readMultipart(
  headers: IncomingHttpHeaders,
  body: Buffer | undefined,
): Promise<Multipart> {
  if (body === undefined || body.length === 0)
    return { fields: Object.create(null) as RawFields, files: new Map() };
  refuseEncoding(headers);
  return await parseMultipart(headers['content-type'] ?? '', body);
}

/** Whether the body is a form, so that its token field may be looked at before anything else. */
export function isForm(headers: IncomingHttpHeaders): boolean {
  return mediaTypeOf(headers) === FORM_TYPE || isMultipart(headers);
}

export function isMultipart(headers: IncomingHttpHeaders): boolean {
  return isMultipartType(mediaTypeOf(headers));
}

export function isMultipartType(mediaType: string): boolean {
  return mediaType === MULTIPART_TYPE;
}

/**
 * Whether the body is a merge patch, whose objects are put together with what is there, member by member. The one that is the body is; who
 * keeps objects in fields refuses those.
 */
export function isMergePatch(headers: IncomingHttpHeaders): boolean {
  return mediaTypeOf(headers) === MERGE_TYPE;
}

function mediaTypeOf({ 'content-type': contentType = '' }: IncomingHttpHeaders): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** Compressed bodies are not taken: their size is only known once they were unpacked. */
function refuseEncoding(headers: IncomingHttpHeaders): void {
  const encoding = headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return;
  throw unsupported(`${mediaTypeOf(headers)}; ${encoding}`);
}

/** @throws RequestProblem `unsupported-media-type` */
export function refuseMergePatch(): never {
  throw unsupported(MERGE_TYPE);
}

function unsupported(mediaType: string): RequestProblem {
  const shown = mediaType.slice(0, 100).replace(/[^\x20-\x7e]/g, '?');
  return new RequestProblem({ code: 'unsupported-media-type', mediaType: shown });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(body: Buffer, format: BodyFormat): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new RequestProblem({ code: 'parse-error', format, reason: 'the body is not UTF-8' });
  }
}

function fieldsOf(value: unknown): RawFields {
  if (value === null) throw fieldRefusal('non_field_errors', 'no_data');
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw fieldRefusal('non_field_errors', 'not_a_dictionary', { datatype: typeName(value) });
  }
  return value as RawFields;
}

/** What Python calls the type; REST framework's texts carry its names. */
function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'boolean' ? 'bool' : 'str';
}
