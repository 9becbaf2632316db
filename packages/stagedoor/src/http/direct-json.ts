import type { FastifyReply } from 'fastify';
import type { SecurityHeaders } from './security-headers.ts';

/** The headers of a route's JSON as Node takes them fastest: names and values in one list, made once. */
export function directHeaders(headers: SecurityHeaders, allow: string): readonly string[] {
  const all = { ...headers.privateJson, 'content-type': 'application/json; charset=utf-8', allow };
  return Object.entries(all).flat();
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
  reply.raw.writeHead(answer.status, [...headers, 'content-length', length]);
  reply.raw.end(answer.text);
  return reply;
}
