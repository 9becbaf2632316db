import type { FastifyInstance } from 'fastify';
import { asksForPage } from '../request/accept.ts';

/** The router's name for "which door": decided by Accept where two doors have the same address. */
export const doorConstraint = 'door';

/** Teaches the router to tell visitors who ask for a page from all others. Once for each Fastify instance. */
export function addDoorConstraint(app: FastifyInstance): void {
  if (app.hasConstraintStrategy(doorConstraint)) return;
  app.addConstraintStrategy(strategy as never);
}

const strategy = {
  name: doorConstraint,
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
