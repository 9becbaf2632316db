import type { SignUpHooks } from '../../src/core/account/sign-up-hooks.ts';
import type { EventListeners } from '../../src/core/event/event-listeners.ts';
import type { LogInHooks } from '../../src/core/login/log-in-hooks.ts';
import type { TokenClaims } from '../../src/core/token/token-claims.ts';

/** Of a site that asks nothing. */
export const noHooks: LogInHooks & SignUpHooks = {
  beforeSignUp: async () => {},
  beforeLogIn: async () => {},
};

/** Of a site where nobody listens. */
export const noEventListeners: EventListeners<unknown> = {
  types: new Set(),
  handlersOf: () => [],
  subscribers: { areAny: async () => false, tell: async () => {} },
  runInside: async () => {},
};

/** Of a site whose tokens say nothing of their own. */
export const noTokenClaims: TokenClaims = { exist: () => false, of: async () => ({}) };
