import { defineSettings } from '../define-settings.ts';
import { flag, integer, text } from '../setting-kinds.ts';

/** What an account may do before its address is verified, and how that is done. */
export const activationSettings = defineSettings({
  title: 'Activation',
  django: {
    UNVERIFIED_MAY_LOG_IN: 'true',
    UNVERIFIED_MAY_HAVE_TOKENS: 'true',
    ACTIVATION_ASKS_PASSWORD: 'false',
  },
  settings: {
    UNVERIFIED_MAY_LOG_IN: flag({
      default: false,
      about:
        'Accounts may log in before their address is verified, by user name. With LOGIN_BY=email or SIGNUP_REVEALS_TAKEN_EMAIL by the address too, and then sign-up and log-in together tell who has proved an address.',
    }),
    UNVERIFIED_MAY_HAVE_TOKENS: flag({
      default: false,
      about:
        'Where they may log in at all, they get tokens too: API token, JSON web tokens, personal tokens, tickets, Basic. Without it, or UNVERIFIED_MAY_LOG_IN, they have none, and those from before open nothing until the proof.',
    }),
    ACTIVATION_ASKS_PASSWORD: flag({
      default: true,
      about:
        'An account that was in use before its activation e-mail was opened, or whose address others claim too, is activated with a new password; somebody who is logged in to it is not asked. Without it whoever signed up keeps the password, the sessions and the tokens.',
    }),
    REMOVE_UNACTIVATED_AFTER_MINUTES: integer({
      default: null,
      min: 5,
      max: 525_600,
      about: 'Accounts never activated are removed after this; activation links never live longer.',
    }),
    ACTIVATION_LINK_HOURS: integer({
      default: 72,
      min: 1,
      max: 720,
      about: 'How long an activation link lives.',
    }),
    ACTIVATION_URL: text({
      default: null,
      shownDefault: '`/accounts/activation/…/`',
      maxLength: 500,
      about:
        'Where activation e-mails lead instead: a page of your own front end, with `{uid}` and `{token}` in it, as djoser has it.',
    }),
  },
});
