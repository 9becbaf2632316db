import type { Route } from '../../http/route/route.ts';
import { goTo } from '../answer-page.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';

/** Where password managers look for the page that changes a password (W3C, A Well-Known URL for Changing Passwords). */
export const wellKnownPasswordRoutes: readonly Route[] = pageRoutes({
  name: 'well_known_change_password',
  at: ['/.well-known/change-password'],
  access: 'anyone',
  get: (exchange) => goTo(exchange, paths.passwordChange),
});
