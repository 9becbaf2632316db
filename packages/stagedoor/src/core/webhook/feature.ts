import type { AccountFeature } from '../kernel/feature.ts';
import { addWebhook } from './add-webhook.ts';
import { deliverWebhooks } from './deliver-webhooks.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { disableWebhook, enableWebhook } from './enable-webhook.ts';
import { listDeliveries } from './list-deliveries.ts';
import { listWebhooks } from './list-webhooks.ts';
import { removeOldDeliveries } from './remove-old-deliveries.ts';
import { removeWebhook } from './remove-webhook.ts';
import { resealWebhooks } from './reseal-webhooks.ts';
import { resendDeliveries } from './resend-deliveries.ts';
import { rotateWebhookSecret } from './rotate-webhook-secret.ts';
import { testWebhook } from './test-webhook.ts';
import type { DisabledWhy } from './webhook-endpoint.ts';

const auditActions = [
  'webhook-add',
  'webhook-remove',
  'webhook-enable',
  'webhook-disable',
  'webhook-secret-change',
  'webhook-resend',
  'webhook-test',
] as const;

declare module '../kernel/feature.ts' {
  interface JobKinds {
    /** Sends an endpoint what is due. In a lane of its own: see `jobLanes`. */
    'webhook.deliver': { readonly endpointId: number };
  }
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

/** What the e-mails of this feature say. */
export interface WebhookMails {
  /** To superusers: nobody told this endpoint to end. */
  'webhook-disabled': {
    readonly username: string;
    readonly endpointId: number;
    readonly host: string;
    readonly why: Exclude<DisabledWhy, 'operator'>;
  };
}

declare module '../outbox/mail-data.ts' {
  interface MailKinds extends WebhookMails {}
}

export const webhookFeature = {
  name: 'webhook',
  useCases: {
    webhook: {
      add: addWebhook,
      list: listWebhooks,
      remove: removeWebhook,
      enable: enableWebhook,
      disable: disableWebhook,
      log: listDeliveries,
      resend: resendDeliveries,
      test: testWebhook,
      rotateSecret: rotateWebhookSecret,
    },
  },
  jobs: { 'webhook.deliver': deliverWebhooks },
  auditActions,
  expire: removeOldDeliveries,
  reseal: resealWebhooks,
} as const satisfies AccountFeature<Dependencies, Stores>;
