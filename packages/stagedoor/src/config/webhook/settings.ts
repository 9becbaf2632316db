import { defineSettings } from '../define-settings.ts';
import { secrets, words } from '../list-kinds.ts';
import { flag, integer, secretUrl } from '../setting-kinds.ts';

/** Who is told of events by a signed request: docs/guides/events.md. */
export const webhookSettings = defineSettings({
  title: 'Webhooks',
  settings: {
    WEBHOOK_URL: secretUrl({
      schemes: ['https', 'http'],
      default: null,
      about: 'Where events are posted, signed as Standard Webhooks has it. In production it is https.',
    }),
    WEBHOOK_SECRETS: secrets({
      default: [],
      about:
        'The keys that sign: `whsec_` and 24 to 64 random bytes in base64. While a key is changed over both stand here, and both sign.',
    }),
    WEBHOOK_EVENTS: words({
      default: [],
      shownDefault: 'all but `login.failed`, which strangers cause',
      about: 'The types of events that are told, such as `user.created`.',
    }),
    WEBHOOK_TIMEOUT_SECONDS: integer({
      default: 15,
      min: 1,
      max: 18,
      about: 'How long one try may take, from the connection to the status of the answer.',
    }),
    WEBHOOK_LOG_DAYS: integer({
      default: 30,
      min: 1,
      max: 365,
      about:
        'How many days a delivery that is over stays in the log of `webhook log`, with what it carried (sealed); of each endpoint 10,000 at most.',
    }),
    WEBHOOK_DISABLE_AFTER_DAYS: integer({
      default: 5,
      min: 1,
      max: 30,
      about:
        'An endpoint of `webhook add` is disabled when nothing reached it for so many days; superusers are told by e-mail.',
    }),
    WEBHOOK_ALLOW_PRIVATE: flag({
      default: false,
      about: 'The receiver may have an address of an inner network or of this machine.',
    }),
  },
});
