import { defineSettings } from '../define-settings.ts';
import { flag } from '../setting-kinds.ts';

/** The token that a user has for programs. */
export const apiTokenSettings = defineSettings({
  title: 'Other tokens',
  django: { API_TOKEN_SURVIVES_PASSWORD_CHANGE: 'true' },
  settings: {
    API_TOKEN_SHOWS_USER: flag({
      default: false,
      about: 'The answer with an API token has `user_id` and `email`, too.',
    }),
    API_TOKEN_AT_SIGNUP: flag({
      default: false,
      about:
        'Every user has an API token from the start, whoever makes them: a sign-up, the command line, code. They get it as ever, by name and password.',
    }),
    API_TOKEN_SURVIVES_PASSWORD_CHANGE: flag({
      default: false,
      about:
        'An API token by which its owner changes the password stays good, as it does in Django. Otherwise it ends with all the others.',
    }),
  },
});
