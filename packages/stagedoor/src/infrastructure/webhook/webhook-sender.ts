import type { LookupFunction } from 'node:net';
import type { Clock } from '../../core/kernel/clock.ts';
import { signWebhook } from '../../core/webhook/sign-webhook.ts';
import { webhookBody } from '../../core/webhook/webhook-body.ts';
import { describeFailure, OutsideProblem } from '../authentication/outside-problem.ts';
import { postGuarded } from '../authentication/post-guarded.ts';
import { UnrecoverableJob } from '../jobs/unrecoverable-job.ts';

export interface WebhookSenderOptions {
  readonly url: URL;
  /** The bytes of the secrets; each signs. */
  readonly keys: readonly Uint8Array[];
  readonly timeoutMs: number;
  readonly allowsPrivate: boolean;
  readonly clock: Clock;
  /** How the name is resolved; tests give their own. */
  readonly lookup?: LookupFunction;
}

export interface SentEvent {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: Date;
  readonly data: unknown;
}

/**
 * Posts events to one receiver, signed: https://www.standardwebhooks.com. A 2xx is all that counts as received; a redirect
 * is followed nowhere, and an address inside is not connected to.
 *
 * @throws OutsideProblem for a try that failed; UnrecoverableJob where the receiver says that it is gone (410)
 */
export function createWebhookSender(
  options: WebhookSenderOptions,
): (event: SentEvent, signal: AbortSignal) => Promise<void> {
  const { keys, clock, timeoutMs, ...receiver } = options;
  return async (event, signal) => {
    const body = webhookBody(event);
    const headers = signWebhook({ id: event.id, sentAt: clock.now(), body }, keys);
    const status = await post();
    if (status === 410) throw new UnrecoverableJob('the receiver of webhooks says that it is gone (410)');
    if (status < 200 || status > 299) throw new OutsideProblem(`the receiver of webhooks answered ${status}`);

    async function post(): Promise<number> {
      try {
        const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
        const answer = await postGuarded({
          ...receiver,
          allowedBy: 'WEBHOOK_ALLOW_PRIVATE',
          headers: { ...headers, 'content-type': 'application/json' },
          body,
          signal: limited,
        });
        return answer.status;
      } catch (error) {
        throw describeFailure(error);
      }
    }
  };
}
