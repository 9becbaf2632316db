import type { HeaderCredential } from './incoming-credential.ts';

/** The token of a user's programs, as REST framework has it. */
export const apiToken: HeaderCredential<'api-token'> = {
  kind: 'api-token',
  place: 'header',
  source: 'header',
  schemes: ['token'],
  challenge: 'Token',
  refusal: 'token-header-refused',
  openApi: {
    name: 'apiToken',
    scheme: () => ({
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: 'An API token: `Token 9944b091…`.',
    }),
  },
  read: (key) => ({ kind: 'api-token', key }),
  malformed: (fault) => ({ code: 'token-header-refused', fault }),
  refused: (why) => ({ code: 'token-header-refused', fault: why?.fault ?? 'invalid' }),
};
