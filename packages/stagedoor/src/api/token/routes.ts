import type { ApiRoute } from '../api-route.ts';
import { apiTokenRoutes } from './api-token-routes.ts';
import { cookieRoutes } from './cookie-routes.ts';
import { jwtRoutes } from './jwt-routes.ts';
import { personalTokenRoutes } from './personal-token-routes.ts';
import { publicKeysRoute } from './public-keys-route.ts';
import { ticketRoutes } from './ticket-routes.ts';

export const tokenRoutes: readonly ApiRoute[] = [
  ...jwtRoutes,
  ...cookieRoutes,
  ...apiTokenRoutes,
  ...personalTokenRoutes,
  ...ticketRoutes,
  publicKeysRoute,
];
