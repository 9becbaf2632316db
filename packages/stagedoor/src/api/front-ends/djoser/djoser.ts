import type { Settings } from '../../../core/settings.ts';
import type { ApiRoute } from '../../api-route.ts';
import { accountRoutesBelow } from './account-routes.ts';
import { meRoutesBelow } from './me-routes.ts';
import { passwordRoutesBelow } from './password-routes.ts';
import { resetUsernameRoutesBelow } from './reset-username-routes.ts';
import { setNameRouteBelow } from './set-name-routes.ts';
import { tokenRoutesBelow } from './token-routes.ts';

/** Where djoser's endpoints are. */
export interface Djoser {
  /** With a slash at both ends. */
  readonly path: string;
  /** What people log in with: one endpoint is called after it. */
  readonly logInBy: Settings['logInBy'];
  /** Whether e-mails can lead to a page where a username is chosen anew. */
  readonly resetsUsernames: boolean;
}

/**
 * djoser's endpoints: its names, fields, statuses and texts over our own use cases, with the same limits,
 * equal answers and notices as everywhere.
 *
 * @see https://djoser.readthedocs.io/en/latest/getting_started.html
 */
export function djoserRoutes({ path, logInBy, resetsUsernames }: Djoser): readonly ApiRoute[] {
  const users = `${path}users/`;
  return [
    ...accountRoutesBelow(users),
    ...meRoutesBelow(users),
    ...passwordRoutesBelow(users),
    setNameRouteBelow(users, logInBy),
    ...(resetsUsernames && logInBy !== 'email' ? resetUsernameRoutesBelow(users) : []),
    ...tokenRoutesBelow(path),
  ];
}
