import type { FastifyInstance } from 'fastify';
import { asksForPage } from '../request/accept.ts';

/** The router's name for "which interface": decided by Accept where two interfaces have the same address. */
export const mediaTypeConstraint = 'mediaType';

/** Teaches the router to tell visitors who ask for a page from all others. Once for each Fastify instance. */
export function addMediaTypeConstraint(app: FastifyInstance): void {
  if (app.hasConstraintStrategy(mediaTypeConstraint)) return;
  app.addConstraintStrategy(strategy as never);
}

const strategy = {
  name: mediaTypeConstraint,
  storage() {
    const handlers = new Map<unknown, unknown>();
    return {
      get: (mediaType: unknown) => handlers.get(mediaType) ?? null,
      set: (mediaType: unknown, handler: unknown) => void handlers.set(mediaType, handler),
      empty: () => handlers.clear(),
    };
  },
  deriveConstraint: (request: { headers: { accept?: string | undefined } }) =>
    asksForPage(request.headers.accept) ? 'text/html' : 'application/json',
  mustMatchWhenDerived: false,
};
