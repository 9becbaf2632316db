import type { FastifyReply, FastifyRequest } from 'fastify';
import { besideEarlier } from '../http/answer/beside-earlier.ts';
import type { HttpContext } from '../http/context/http-context.ts';

/**
 * Lets other origins read the answer where the site says so; answers whether it was only asked for that. Set on the bare
 * response, so that answers written past Fastify have it too.
 */
export function letOthersRead({ cors }: HttpContext, request: FastifyRequest, reply: FastifyReply): boolean {
  const shared = cors?.(request.raw) ?? null;
  if (shared === null) return false;
  for (const [name, value] of Object.entries(shared.headers)) reply.raw.setHeader(name, value);
  return shared.isPreflight;
}

/** The same, and gives a preflight its answer, which is that of whatever is at the address; false for any other request. */
export function answerPreflight(context: HttpContext, request: FastifyRequest, reply: FastifyReply): boolean {
  const isPreflight = letOthersRead(context, request, reply);
  if (isPreflight) void reply.headers(besideEarlier(reply, context.headers.bare)).code(204).send();
  return isPreflight;
}
