import { apiSectionsOf } from '../../src/api/api-interface.ts';
import type { ApiRoute } from '../../src/api/api-route.ts';
import type { FrontEnds } from '../../src/api/front-ends/front-ends.ts';

/** Serves every route that there is; `frontEnds` says the same to those who ask the routes themselves. */
export const frontEndEnv = {
  DJ_REST_AUTH_PATH: '/dj-rest-auth/',
  DJ_REST_AUTH_TOKENS: 'jwt-cookies',
  DJOSER_PATH: '/auth/',
  USERNAME_RESET_CONFIRM_URL: '/username/reset/{uid}/{token}',
} as const;

const frontEnds: FrontEnds = {
  djRestAuth: {
    path: frontEndEnv.DJ_REST_AUTH_PATH,
    tokens: frontEndEnv.DJ_REST_AUTH_TOKENS,
    registrationPath: `${frontEndEnv.DJ_REST_AUTH_PATH}registration/`,
    oldPasswordAsked: true,
  },
  djoser: { path: frontEndEnv.DJOSER_PATH, logInBy: 'either', resetsUsernames: true },
};

export const everyApiSection = apiSectionsOf(frontEnds);

/** The routes of every site, and those for front ends of Django packages. */
export const everyApiRoute: readonly ApiRoute[] = everyApiSection.flatMap(({ routes }) => routes);
