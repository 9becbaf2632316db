import type { ApiRoute } from '../../api-route.ts';
import { logInRoute, logOutRoute } from './log-in-routes.ts';
import { passwordChangeBelow, passwordReplaceBelow, passwordResetBelow } from './password-routes.ts';
import { registrationRoutesBelow } from './registration-routes.ts';
import { tokenRoutesBelow } from './token-routes.ts';
import type { IssuedTokens } from './tokens.ts';
import { userRoutesBelow } from './user-routes.ts';

/** Where dj-rest-auth's endpoints are, and what they hand out. */
export interface DjRestAuth {
  /** With a slash at both ends. */
  readonly path: string;
  readonly tokens: IssuedTokens;
  /** Where `dj_rest_auth.registration` is, which sites mount by itself. */
  readonly registrationPath: string;
  /** Whether a new password wants the old one with it (OLD_PASSWORD_FIELD_ENABLED). */
  readonly oldPasswordAsked: boolean;
}

/**
 * dj-rest-auth's endpoints: its names, fields, statuses and texts over our own use cases, with the same
 * limits, equal answers and notices as everywhere.
 *
 * @see https://dj-rest-auth.readthedocs.io/en/latest/api_endpoints.html
 */
export function djRestAuthRoutes(site: DjRestAuth): readonly ApiRoute[] {
  const { path, tokens, registrationPath, oldPasswordAsked } = site;
  return [
    logInRoute(path, tokens),
    logOutRoute(path),
    ...userRoutesBelow(path),
    oldPasswordAsked ? passwordChangeBelow(path) : passwordReplaceBelow(path),
    ...passwordResetBelow(path),
    ...registrationRoutesBelow(registrationPath, tokens),
    // Nobody has a JWT to verify where API tokens are handed out.
    ...(tokens === 'api-token' ? [] : tokenRoutesBelow(path, tokens)),
  ];
}
