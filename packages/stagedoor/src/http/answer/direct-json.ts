import type { FastifyReply } from 'fastify';
import type { SecurityHeaders, VariesBy } from './security-headers.ts';
import { JSON_TYPE } from './send-answer.ts';

/** The headers of a route's JSON as Node takes them fastest: names and values in one list, made once for each `Vary`. */
export type DirectHeaders = Readonly<Record<VariesBy, readonly string[]>>;

export function directHeaders({ json }: SecurityHeaders, allow: string): DirectHeaders {
  const listOf = (headers: SecurityHeaders['json'][VariesBy]): readonly string[] =>
    Object.entries({ ...headers, 'content-type': JSON_TYPE, allow }).flat();
  return { nothing: listOf(json.nothing), cookie: listOf(json.cookie), header: listOf(json.header) };
}

/**
 * Writes JSON that was written down before straight to the connection. Nobody's `onSend` hook sees it, which is why
 * only a server of our own does so; in an application of somebody else's everything takes the usual way.
 */
export function writeDirectly(
  reply: FastifyReply,
  answer: { readonly status: number; readonly text: string },
  headers: readonly string[],
): FastifyReply {
  reply.hijack();
  const length = String(Buffer.byteLength(answer.text));
  reply.raw.writeHead(answer.status, [
    ...headers,
    'content-length',
    length,
    'x-request-id',
    reply.request.id,
  ]);
  reply.raw.end(answer.text);
  return reply;
}
