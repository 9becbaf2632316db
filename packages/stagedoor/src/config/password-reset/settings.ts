import { defineSettings } from '../define-settings.ts';
import { DAY_SECONDS } from '../duration.ts';
import { integer, text } from '../setting-kinds.ts';

/** The links by which a password or a user name is chosen anew. */
export const passwordResetSettings = defineSettings({
  title: 'Links by e-mail',
  django: { PASSWORD_RESET_TIMEOUT: '259200' },
  settings: {
    PASSWORD_RESET_TIMEOUT: integer({
      default: 3_600,
      min: 300,
      max: 3 * DAY_SECONDS,
      about: 'How long a reset link lives, in seconds. Django’s default is 259200.',
    }),
    PASSWORD_RESET_CONFIRM_URL: text({
      default: null,
      shownDefault: '`/accounts/reset/…/…/`',
      maxLength: 500,
      about: 'The same for e-mails that reset a password.',
    }),
    USERNAME_RESET_CONFIRM_URL: text({
      default: null,
      shownDefault: 'no such e-mails',
      maxLength: 500,
      about: 'The same for e-mails by which a username is chosen anew, which only djoser’s endpoints send.',
    }),
  },
});
