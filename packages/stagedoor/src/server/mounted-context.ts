import { PlainError } from '../core/kernel/plain-error.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { HttpContext } from '../http/context/http-context.ts';

const contexts = new WeakMap<Stagedoor, HttpContext>();

/** Remembers what a site's interfaces share, for its own routes: what they note is written by the same timer. */
export function rememberContext(stagedoor: Stagedoor, context: HttpContext): HttpContext {
  contexts.set(stagedoor, context);
  return context;
}

export function mountedContext(stagedoor: Stagedoor): HttpContext {
  const context = contexts.get(stagedoor);
  if (context === undefined) {
    throw new PlainError(
      'Register stagedoorPlugin, or make the server with createServer, before a guard is asked.',
    );
  }
  return context;
}
