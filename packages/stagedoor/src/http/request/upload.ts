import type { IncomingHttpHeaders } from 'node:http';
import { isMultipart } from './body.ts';

/** A request whose body came as bytes. */
interface Uploading {
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

const NOTHING = new Uint8Array();

/**
 * The file that a request brings: that of the field `name` of a `multipart/form-data` body, as forms send it, or the body itself. Empty
 * where there is none. Of multipart the parts were counted already, where its texts were read.
 */
export async function readUpload({ headers, body }: Uploading, name: string): Promise<Uint8Array> {
  if (!Buffer.isBuffer(body)) return NOTHING;
  if (!isMultipart(headers)) return body;
  const type = headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const sent = form.get(name);
  return sent instanceof File ? new Uint8Array(await sent.arrayBuffer()) : NOTHING;
}
