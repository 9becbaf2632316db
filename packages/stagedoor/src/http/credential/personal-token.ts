import { PERSONAL_TOKEN_PREFIX } from '../../core/token/personal-token/personal-token-format.ts';
import type { HeaderCredential } from './incoming-credential.ts';

/** A personal access token, under whichever scheme its owner's program sends tokens. */
export const personalToken: HeaderCredential<'personal-token'> = {
  kind: 'personal-token',
  place: 'header',
  source: 'header',
  schemes: ['bearer', 'token'],
  prefix: PERSONAL_TOKEN_PREFIX,
  challenge: 'Bearer realm="api"',
  refusal: 'token-header-refused',
  isTakenBy: ({ personalTokens }) => personalTokens === true,
  openApi: {
    name: 'personalAccessToken',
    scheme: () => ({
      type: 'http',
      scheme: 'bearer',
      description: 'A personal access token, for what its scope allows.',
    }),
  },
  read: (token) => ({ kind: 'personal-token', token }),
  malformed: (fault) => ({ code: 'token-header-refused', fault }),
  refused: () => ({ code: 'token-header-refused', fault: 'invalid' }),
};
