import type { HeaderCredential } from './incoming-credential.ts';

/** An access token, or a sliding one. In a header it is bound as in a cookie, or a stolen cookie would be as good as ever there. */
export const jwt: HeaderCredential<'jwt'> = {
  kind: 'jwt',
  place: 'header',
  source: 'header',
  schemes: ['bearer'],
  isBound: true,
  challenge: 'Bearer realm="api"',
  refusal: 'bearer-refused',
  openApi: {
    name: 'jwt',
    scheme: () => ({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'An access token.',
    }),
  },
  read: (token) => ({ kind: 'jwt', token }),
  malformed: () => ({ code: 'bearer-refused', fault: 'bad-header' }),
  refused: (why) => ({ code: 'bearer-refused', fault: why?.fault ?? 'invalid' }),
};
