import { refuseInJson } from '../http/refusals.ts';
import type { Door } from '../http/register-routes.ts';
import type { Route } from '../http/route.ts';
import { auditRoutes } from './audit/routes.ts';
import { logInRoutes } from './login/routes.ts';
import { passwordRoutes } from './password/routes.ts';
import { sessionRoutes } from './session/routes.ts';
import { userRoutes } from './user/routes.ts';

/** The JSON door: everything it answers, and how it says no. */
export const apiDoor: Door = {
  mediaType: 'application/json',
  refuse: (problem, exchange) => refuseInJson(problem, exchange.translate),
};

export const apiRoutes: readonly Route[] = [
  ...logInRoutes,
  ...userRoutes,
  ...passwordRoutes,
  ...sessionRoutes,
  ...auditRoutes,
];
