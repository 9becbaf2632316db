import { isUtf8 } from 'node:buffer';
import { SentFile } from '../../core/kernel/sent-file.ts';
import { addField, MOST_FIELDS } from './form-body.ts';
import { RequestProblem } from './problem.ts';

/** What a part says of itself is a name, a file's name and a type: names have 255 bytes at most, thrice encoded. */
const MOST_HEADER_BYTES = 4_096;
const END_OF_HEADERS = '\r\n\r\n';

/** What a form brought: its texts, and its files. */
export interface Multipart {
  readonly fields: Readonly<Record<string, unknown>>;
  /** By the names of their fields; of several the last, as in Django. */
  readonly files: ReadonlyMap<string, SentFile>;
}

/**
 * Parses `multipart/form-data` in the way of `parseForm`: texts by name, a list for a name that came more often. The
 * platform's parser reads it; a field that is a file, or no UTF-8, counts as no text. A field of files that is left empty is not there.
 *
 * @throws RequestProblem `parse-error` for a missing or broken boundary, a part without a name or with long headers, or more than 200 parts.
 */
export async function parseMultipart(contentType: string, body: Buffer): Promise<Multipart> {
  const boundary = boundaryOf(contentType);
  if (boundary === null) throw problem('Invalid boundary in multipart: None');
  refuseOverlong(body, boundary);
  const form = await read(boundary, body);
  const isText = isUtf8(body);
  const fields = Object.create(null) as Record<string, unknown>;
  const files = new Map<string, SentFile>();
  for (const [name, value] of form) {
    if (name === '') throw problem('a part has no name');
    if (isLeftEmpty(value)) continue;
    if (value instanceof File)
      files.set(name, new SentFile(value.name, new Uint8Array(await value.arrayBuffer()), value.type));
    // What could not be decoded has become U+FFFD; the one that was typed is not told apart from it.
    const isWhole = typeof value === 'string' && (isText || !value.includes('\uFFFD'));
    addField(fields, name, isWhole ? value : []);
  }
  return { fields, files };
}

/** What a browser sends for a field of files where none was chosen. */
function isLeftEmpty(value: unknown): boolean {
  return value instanceof File && value.name === '' && value.size === 0;
}

function problem(reason: string): RequestProblem {
  return new RequestProblem({ code: 'parse-error', format: 'multipart', reason });
}

/** RFC 2046 section 5.1.1: up to 70 characters of its `bchars`, quoted or not. */
function boundaryOf(contentType: string): string | null {
  const found = /;\s*boundary=(?:"([\w'()+,\-./:=? ]{1,70})"|([\w'()+\-./:=?]{1,70}))\s*(?:;|$)/i.exec(
    contentType,
  );
  return found?.[1] ?? found?.[2] ?? null;
}

/** Parts, and what stands before the content of each, are looked at before anything is made of them: a parser takes time for headers by the million. */
function refuseOverlong(body: Buffer, boundary: string): void {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  let parts = -1;
  let at = body.indexOf(delimiter);
  while (at !== -1) {
    parts += 1;
    if (parts > MOST_FIELDS) throw problem('too many fields');
    const from = at + delimiter.length;
    const head = body.subarray(from, from + MOST_HEADER_BYTES);
    const isEnd = head.subarray(0, 2).toString('latin1') === '--';
    if (!isEnd && head.indexOf(END_OF_HEADERS) === -1) throw problem('the headers of a part are too long');
    at = body.indexOf(delimiter, from);
  }
}

/** By the boundary that was looked at, and none that the platform reads out of the same header otherwise. */
async function read(boundary: string, body: Buffer): Promise<FormData> {
  const headers = { 'content-type': `multipart/form-data; boundary="${boundary}"` };
  try {
    return await new Response(new Uint8Array(body), { headers }).formData();
  } catch {
    throw problem('the parts are not divided as the boundary says');
  }
}
