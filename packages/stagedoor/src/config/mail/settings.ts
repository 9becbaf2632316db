import { defineSettings } from '../define-settings.ts';
import { secretUrl, text } from '../setting-kinds.ts';

/** How e-mails leave. */
export const mailSettings = defineSettings({
  title: 'Mail',
  settings: {
    MAIL_URL: secretUrl({
      schemes: ['smtp', 'smtps', 'console'],
      default: null,
      shownDefault: 'in development the catcher at /dev/mail/, for requests from this machine alone',
      about:
        'The mail server: `smtp://user:password@host:port`. `console:` prints e-mails instead, in development.',
    }),
    MAIL_CA_FILE: text({
      default: null,
      shownDefault: 'the authorities that Node trusts',
      about: 'A PEM file with the only authorities that may vouch for the mail server.',
    }),
    MAIL_FROM: text({
      default: null,
      shownDefault: '`SITE_NAME <no-reply@HOST OF PUBLIC_URL>`',
      about: 'The sender of every e-mail.',
    }),
  },
});
