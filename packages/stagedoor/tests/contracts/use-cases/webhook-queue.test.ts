import { describe, expect, test } from 'vitest';
import { days, seconds } from '../../../src/core/kernel/clock.ts';
import type { StoredEvent } from '../../../src/core/outbox/job-store.ts';
import { deliverWebhooks } from '../../../src/core/webhook/deliver-webhooks.ts';
import { disableWebhook } from '../../../src/core/webhook/enable-webhook.ts';
import type { WebhookAnswer } from '../../../src/core/webhook/post-webhook.ts';
import { removeOldDeliveries } from '../../../src/core/webhook/remove-old-deliveries.ts';
import { resendDeliveries } from '../../../src/core/webhook/resend-deliveries.ts';
import { webhookSubscribers } from '../../../src/core/webhook/webhook-subscribers.ts';
import { storeKinds } from '../../support/open-stores.ts';
import { at, noon, uniqueText } from '../../support/stores/samples.ts';
import { storesUnderTest } from '../../support/stores/stores-under-test.ts';

const settings = {
  webhook: { timeoutMs: seconds(5), disableAfterMs: days(5), logMs: days(30), allowsClearText: true },
};

describe.each(storeKinds)('%s the queue of an endpoint of webhooks', (kind) => {
  const stores = storesUnderTest(kind);
  const clock = { now: () => at(60) };
  const received: string[] = [];
  const ports = () => ({
    ...stores(),
    clock: { ...clock, waitUntil: async () => {} },
    settings,
    postWebhook: async ({ body }: { readonly body: string }): Promise<WebhookAnswer> => {
      received.push(JSON.parse(body).type);
      return { outcome: 'answered', statusCode: 204 };
    },
  });
  const add = () =>
    stores().transact(({ webhookEndpoints }) =>
      webhookEndpoints.add({
        url: 'https://hooks.example/',
        secret: 'whsec_c2VjcmV0LCBidXQgb25seSBmb3IgdGhpcyBleGFtcGxl',
        eventTypes: [],
        description: '',
        createdAt: noon,
      }),
    );
  const event = (type: string): StoredEvent => ({
    id: `evt_${uniqueText()}`,
    type,
    occurredAt: noon.toISOString(),
    data: { userId: 7 },
  });
  const wait = (endpointId: number, type: string, now = noon) =>
    stores().webhookDeliveries.add({ endpointId, event: event(type), now });
  const waiting = (endpointId: number) =>
    stores().webhookDeliveries.countWaiting(endpointId, { most: 9_999 });
  const jobs = async () => {
    const names = await stores().jobs.countWaiting();
    return names.find(({ name }) => name === 'webhook.deliver')?.jobs ?? 0;
  };
  const clean = () => removeOldDeliveries(ports(), { now: at(60), most: 500 });

  test('takes so many of one type and no more; what is beyond is in its log, and keeps no other type out', async () => {
    const id = await add();
    const { tell } = webhookSubscribers(ports().clock, { mostWaiting: 3 });
    const happen = (type: string) => stores().transact((inside) => tell(inside, event(type)));
    for (let count = 0; count < 5; count += 1) await happen('login.succeeded');
    await happen('user.deactivated');
    const log = await stores().webhookDeliveries.list({ endpointId: id, limit: 9 });
    expect(log.map(({ eventType, state, error }) => [eventType, state, error])).toEqual([
      ['user.deactivated', 'waiting', null],
      ['login.succeeded', 'failed', 'more than 3 of this type wait'],
      ['login.succeeded', 'failed', 'more than 3 of this type wait'],
      ['login.succeeded', 'waiting', null],
      ['login.succeeded', 'waiting', null],
      ['login.succeeded', 'waiting', null],
    ]);
    await stores().webhookEndpoints.remove(id);
  });

  test('lets one event of another type go before a crowd of log-ins', async () => {
    const id = await add();
    for (let count = 0; count < 30; count += 1) await wait(id, 'login.succeeded');
    await wait(id, 'user.deactivated', at(5));
    received.length = 0;
    await deliverWebhooks(ports(), { endpointId: id }, { signal: new AbortController().signal });
    expect(received[0]).toBe('user.deactivated');
    expect(received).toHaveLength(31);
    expect(await waiting(id)).toBe(0);
    await stores().webhookEndpoints.remove(id);
  });

  test('without a job is found by the clean-up, and one that is empty or disabled gets none', async () => {
    const [id, empty, disabled] = [await add(), await add(), await add()];
    await wait(id, 'user.created');
    await wait(disabled, 'user.created');
    await stores().webhookEndpoints.setDisabled(disabled, { at: noon, why: 'operator' });
    const before = await jobs();
    await clean();
    expect((await jobs()) - before).toBe(1);
    expect([await waiting(id), await waiting(disabled)]).toEqual([1, 0]);
    for (const one of [id, empty, disabled]) await stores().webhookEndpoints.remove(one);
  });

  if (kind !== 'memory')
    test('of more than a batch is given up whole when it is disabled, and sent again whole', async () => {
      const id = await add();
      await wait(id, 'user.created');
      await stores().attack(
        `with recursive copies (i) as (select 1 union all select i + 1 from copies where i < 2100)
         insert into stagedoor_webhook_delivery
           (endpoint_id, event_id, event_type, payload, created_at, state, attempts, due_at)
         select endpoint_id, 'copy_' || endpoint_id || '_' || i, event_type, payload, created_at, state, attempts, due_at
         from stagedoor_webhook_delivery, copies where endpoint_id = ${id}`,
      );
      expect(await waiting(id)).toBe(2_101);
      expect(await disableWebhook(ports(), { id })).toBe('done');
      expect(await waiting(id)).toBe(0);
      await stores().webhookEndpoints.setDisabled(id, null);
      const resent = await resendDeliveries(ports(), { endpointId: id, failedSince: noon });
      expect(resent).toEqual({ outcome: 'resent', deliveries: 2_101 });
      expect(await waiting(id)).toBe(2_101);
      await stores().webhookEndpoints.remove(id);
    });
});
