import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Answer, AnswerHeaders, FileAnswer } from './answer.ts';
import { addCookies, besideEarlier } from './beside-earlier.ts';
import { clearSiteData, type SecurityHeaders, type VariesBy } from './security-headers.ts';
import { streamOf } from './stream-of.ts';

export const JSON_TYPE = 'application/json';
const PAGE_TYPE = 'text/html; charset=utf-8';

/** What goes out with an answer besides itself. */
interface Envelope {
  readonly headers: SecurityHeaders;
  readonly cookies: readonly string[];
  readonly variesBy: VariesBy;
  /** At log-out the browser drops what it kept of this site. */
  readonly hasLeft?: boolean;
  /** The methods of the address, for `Allow`. */
  readonly allow: string;
}

/** Puts an answer on the wire with its security headers and cookies. */
export function sendAnswer(reply: FastifyReply, answer: Answer, envelope: Envelope): FastifyReply {
  const { headers, cookies } = envelope;
  reply.code(answer.status).header('x-request-id', reply.request.id);
  if (envelope.hasLeft) reply.headers(clearSiteData);
  addCookies(reply, cookies);
  const more = answer.headers === undefined ? undefined : besideEarlier(reply, answer.headers);
  switch (answer.kind) {
    case 'json':
    case 'json-text':
      reply.headers(besideEarlier(reply, headers.json[envelope.variesBy]));
      reply.header('content-type', JSON_TYPE).header('allow', envelope.allow);
      return sendAsTyped(
        further(reply, more),
        answer.kind === 'json' ? JSON.stringify(answer.body) : answer.text,
      );
    case 'page':
      reply.headers(besideEarlier(reply, headers.page)).header('content-type', PAGE_TYPE);
      return further(reply, more).send(answer.html);
    case 'redirect':
      reply.headers(besideEarlier(reply, headers.bare)).header('location', answer.location);
      return further(reply, more).send();
    case 'file':
      reply.headers(besideEarlier(reply, headers.bare));
      return sendFile(further(reply, more), answer);
    case 'empty':
      reply.headers(besideEarlier(reply, headers.json[envelope.variesBy])).header('allow', envelope.allow);
      return further(reply, more).send();
  }
}

/** Of what is sent while it is read, nothing is read for who asks for the headers alone. */
function sendFile(reply: FastifyReply, { body, longestMs }: FileAnswer): FastifyReply {
  if (typeof body === 'string' || body instanceof Uint8Array) return sendAsTyped(reply, body);
  const isContent = 'size' in body;
  if (isContent) reply.header('content-length', body.size);
  if (reply.request.method === 'HEAD') return reply.send(Readable.from([]));
  return reply.send(streamOf({ body: isContent ? body.parts() : body, longestMs }));
}

/**
 * As bytes: to the type of JSON that is a text Fastify adds a charset. JSON has none, and clients compare the type.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-11
 */
export function sendAsTyped(reply: FastifyReply, body: string | Uint8Array): FastifyReply {
  return reply.send(typeof body === 'string' ? Buffer.from(body) : body);
}

function further(reply: FastifyReply, headers: AnswerHeaders | undefined): FastifyReply {
  return headers === undefined ? reply : reply.headers(headers);
}
