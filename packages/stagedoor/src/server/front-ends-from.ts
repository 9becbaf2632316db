import type { FrontEnds } from '../api/front-ends/front-ends.ts';
import type { Config } from '../config.ts';

/** Which endpoints of Django packages the configuration asks for. */
export function frontEndsFrom(config: Config): FrontEnds {
  const { djRestAuthPath, djRestAuthTokens, djoserPath, loginBy, usernameResetConfirmUrl } = config;
  const resetsUsernames = usernameResetConfirmUrl !== null;
  return {
    djRestAuth: djRestAuthPath === null ? null : { path: djRestAuthPath, tokens: djRestAuthTokens },
    djoser: djoserPath === null ? null : { path: djoserPath, logInBy: loginBy, resetsUsernames },
  };
}
