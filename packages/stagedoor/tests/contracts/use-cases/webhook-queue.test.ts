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
  /** What happens while a try is on its way. */
  let afterward: (() => Promise<unknown>) | undefined;
  const ports = () => ({
    ...stores(),
    clock: { ...clock, waitUntil: async () => {} },
    settings,
    postWebhook: async ({ body }: { readonly body: string }): Promise<WebhookAnswer> => {
      received.push(JSON.parse(body).type);
      await afterward?.();
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
    stores().webhookDeliveries.count(endpointId, { state: 'waiting', most: 9_999 });
  const jobs = async () => {
    const names = await stores().jobs.countWaiting();
    return names.find(({ name }) => name === 'webhook.deliver')?.jobs ?? 0;
  };
  const copy = (endpointId: number, times: number) =>
    stores().attack(
      `with recursive copies (i) as (select 1 union all select i + 1 from copies where i < ${times})
       insert into stagedoor_webhook_delivery
         (endpoint_id, event_id, event_type, payload, created_at, state, attempts, due_at)
       select endpoint_id, 'copy_' || endpoint_id || '_' || i, event_type, payload, created_at, state, attempts, due_at
       from stagedoor_webhook_delivery, copies where endpoint_id = ${endpointId}`,
    );
  const clean = () => removeOldDeliveries(ports(), { now: at(60), most: 500 });

  test('takes so many of one type and no more; what is beyond is in its log, then a number, and keeps no other type out', async () => {
    const id = await add();
    const { tell } = webhookSubscribers(ports().clock, { mostWaiting: 3, mostFailed: 2 });
    const happen = (type: string) => stores().transact((inside) => tell(inside, event(type)));
    for (let count = 0; count < 8; count += 1) await happen('login.succeeded');
    await happen('user.deactivated');
    const log = await stores().webhookDeliveries.list({ endpointId: id, limit: 9 });
    expect(log.map(({ eventType, state, error }) => [eventType, state, error])).toEqual([
      ['user.deactivated', 'waiting', null],
      ['login.succeeded', 'failed', 'too-many 3'],
      ['login.succeeded', 'failed', 'too-many 3'],
      ['login.succeeded', 'waiting', null],
      ['login.succeeded', 'waiting', null],
      ['login.succeeded', 'waiting', null],
    ]);
    expect(await stores().webhookEndpoints.find(id)).toMatchObject({ dropped: 3 });
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

  test('looks before each try what came meanwhile: it is behind no crowd', async () => {
    const id = await add();
    for (let count = 0; count < 30; count += 1) await wait(id, 'login.succeeded');
    received.length = 0;
    afterward = async () => {
      afterward = undefined;
      await wait(id, 'user.deactivated', at(5));
    };
    await deliverWebhooks(ports(), { endpointId: id }, { signal: new AbortController().signal });
    expect(received.slice(0, 3)).toEqual(['login.succeeded', 'user.deactivated', 'login.succeeded']);
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
      await copy(id, 2_100);
      expect(await waiting(id)).toBe(2_101);
      expect(await disableWebhook(ports(), { id })).toBe('done');
      expect(await waiting(id)).toBe(0);
      await stores().webhookEndpoints.setDisabled(id, null);
      const resent = await resendDeliveries(ports(), { endpointId: id, failedSince: noon });
      expect(resent).toEqual({ outcome: 'resent', deliveries: 2_101 });
      expect(await waiting(id)).toBe(2_101);
      await stores().webhookEndpoints.remove(id);
    });

  if (kind !== 'memory')
    test('of whole batches is sent again with a row in the audit log for each, and none for nothing', async () => {
      const id = await add();
      await wait(id, 'user.created');
      await copy(id, 1_999);
      await disableWebhook(ports(), { id });
      await stores().webhookEndpoints.setDisabled(id, null);
      const rows = async () =>
        (await stores().audit.list({ action: 'webhook-resend', limit: 99 })).filter(
          ({ detail }) => detail.endpoint === id,
        );
      const resend = () => resendDeliveries(ports(), { endpointId: id, failedSince: noon });
      expect(await resend()).toEqual({ outcome: 'resent', deliveries: 2_000 });
      expect((await rows()).map(({ detail }) => detail.deliveries)).toEqual([1_000, 1_000]);
      await stores().webhookDeliveries.removeOld(at(99), 9);
      expect(await resend()).toMatchObject({ outcome: 'all-wait' });
      expect(await rows()).toHaveLength(2);
      await stores().webhookEndpoints.remove(id);
    });

  if (kind !== 'memory')
    test('tells how many were put back where the endpoint is disabled between two batches', async () => {
      const id = await add();
      await wait(id, 'user.created');
      await copy(id, 1_500);
      await disableWebhook(ports(), { id });
      await stores().webhookEndpoints.setDisabled(id, null);
      const { transact } = stores();
      let batches = 0;
      const interrupted: typeof transact = async (work) => {
        const done = await transact(work);
        batches += 1;
        if (batches === 1) await stores().webhookEndpoints.setDisabled(id, { at: noon, why: 'operator' });
        return done;
      };
      expect(
        await resendDeliveries({ ...ports(), transact: interrupted }, { endpointId: id, failedSince: noon }),
      ).toEqual({ outcome: 'endpoint-disabled', endpointId: id, deliveries: 1_000 });
      await stores().webhookEndpoints.remove(id);
    });
});
