import { defineSettings } from '../define-settings.ts';
import { choice, flag, integer, text } from '../setting-kinds.ts';

/** How people log in, and where that leads. */
export const loginSettings = defineSettings({
  title: 'Logging in',
  settings: {
    LOGIN_BY: choice({
      words: ['email', 'username', 'either'],
      default: 'either',
      about: 'What a person logs in with.',
    }),
    LOGIN_URL: text({ default: '/accounts/login/', about: 'Where pages send visitors who must log in.' }),
    LOGIN_REDIRECT_URL: text({
      default: '/accounts/profile/',
      about: 'Where log-in leads without a safe `next`.',
    }),
    LOGOUT_REDIRECT_URL: text({
      default: '/accounts/login/',
      about: 'Where log-out leads without a safe `next`.',
    }),
    REAUTHENTICATION_WINDOW_MINUTES: integer({
      default: 10,
      min: 1,
      max: 1_440,
      about: 'Sensitive acts ask for the password again when it was last given longer ago.',
    }),
    NOTIFY_NEW_DEVICE: flag({ default: true, about: 'A log-in from a new browser is reported by mail.' }),
  },
});
