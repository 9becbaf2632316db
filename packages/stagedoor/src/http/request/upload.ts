import type { IncomingHttpHeaders } from 'node:http';
import { isMultipart } from './body.ts';
import type { Multipart } from './multipart-body.ts';

/** A request whose body came as bytes, and was read. */
interface Uploading {
  readonly request: { readonly headers: IncomingHttpHeaders; readonly body: unknown };
  readonly files: Multipart['files'];
}

const NOTHING = new Uint8Array();

/**
 * The file that a request brings: that of the field `name` of a `multipart/form-data` body, as forms send it, or the body itself. Empty
 * where there is none.
 */
export function readUpload({ request: { headers, body }, files }: Uploading, name: string): Uint8Array {
  if (isMultipart(headers)) return files.get(name)?.content ?? NOTHING;
  return Buffer.isBuffer(body) ? body : NOTHING;
}
