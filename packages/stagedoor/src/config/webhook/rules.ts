import { EVENT_TYPE } from '../../core/event/account-event.ts';
import { webhookKey } from '../../core/webhook/webhook-secret.ts';
import type { Need, SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

const receiver: Need = { words: 'WEBHOOK_URL', isMet: ({ webhookUrl }) => webhookUrl !== null };

/** What keeps events from being posted, or from being believed. */
export const webhookRules: SettingRules = {
  needs: {
    WEBHOOK_SECRETS: receiver,
    WEBHOOK_EVENTS: receiver,
  },
  problems({ webhookUrl, webhookSecrets, webhookEvents }) {
    if (webhookUrl === null) return [];
    const url = URL.parse(webhookUrl.reveal());
    return [
      ...when(
        url === null || url.username !== '' || url.password !== '' || url.hash !== '',
        'WEBHOOK_URL must be an address such as https://example.org/hooks/, without user and password.',
      ),
      ...when(
        webhookSecrets.length === 0,
        'WEBHOOK_URL needs WEBHOOK_SECRETS: nobody could tell who sent it.',
      ),
      ...when(
        !webhookEvents.every((type) => EVENT_TYPE.test(type)),
        'WEBHOOK_EVENTS must be types of events such as user.created, separated by commas.',
      ),
      ...when(
        webhookSecrets.some((secret) => webhookKey(secret.reveal()) === null),
        'WEBHOOK_SECRETS must each be whsec_ and 24 to 64 random bytes in base64.',
      ),
    ];
  },
  productionProblems: ({ webhookUrl }) =>
    when(
      webhookUrl?.reveal().startsWith('http:') ?? false,
      'WEBHOOK_URL must start with https:// in production.',
    ),
  // Endpoints of the database may be told, too, which the configuration does not know of.
  weakenings: ({ webhookAllowPrivate }) =>
    when(webhookAllowPrivate, 'WEBHOOK_ALLOW_PRIVATE: events may be sent to addresses inside.'),
};
