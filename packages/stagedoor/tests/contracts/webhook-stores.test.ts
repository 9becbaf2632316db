import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { StoredEvent } from '../../src/core/outbox/job-store.ts';
import type { SettledDelivery } from '../../src/core/webhook/webhook-delivery-store.ts';
import type { NewWebhookEndpoint } from '../../src/core/webhook/webhook-endpoint.ts';
import { firstDue } from '../../src/infrastructure/database/webhook/delivery-types.ts';
import { storeKinds } from '../support/open-stores.ts';
import { at, noon, race, uniqueText } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

describe.each(storeKinds)('%s webhook stores', (kind) => {
  const stores = storesUnderTest(kind);
  const endpoints = () => stores().webhookEndpoints;
  const deliveries = () => stores().webhookDeliveries;
  const add = (changes: Partial<NewWebhookEndpoint> = {}) =>
    stores().transact(({ webhookEndpoints }) =>
      webhookEndpoints.add({
        url: 'https://hooks.example/?key=1',
        secret: 'whsec_first',
        eventTypes: ['user.created'],
        description: 'The club',
        createdAt: noon,
        ...changes,
      }),
    );
  const event = (): StoredEvent => ({
    id: `evt_${uniqueText()}`,
    type: 'user.created',
    occurredAt: noon.toISOString(),
    data: { userId: 7 },
  });
  const take = (endpointId: number, now = noon) =>
    stores().transact(({ webhookDeliveries }) =>
      webhookDeliveries.takeDue(endpointId, { now, heldUntil: new Date(now.getTime() + 30_000), crowd: 20 }),
    );
  const free = (id: number) => endpoints().noteTry(id, { failingSince: null, failures: 0, restsUntil: null });
  const failed: SettledDelivery = {
    state: 'failed',
    attempts: 10,
    dueAt: null,
    triedAt: at(9),
    statusCode: 503,
    durationMs: 12,
    error: 'answered 503',
    endedAt: at(9),
  };

  test('gives an endpoint back as it was added, and its secret to whoever sends alone', async () => {
    const id = await add();
    const asAdded = {
      id,
      url: 'https://hooks.example/?key=1',
      eventTypes: ['user.created'],
      description: 'The club',
      createdAt: noon,
      disabled: null,
      failingSince: null,
      failures: 0,
      dropped: 0,
      restsUntil: null,
      formerSecretEndsAt: null,
    };
    expect(await endpoints().find(id)).toEqual(asAdded);
    expect(await endpoints().list()).toContainEqual(asAdded);
    expect(await endpoints().findTarget(id, noon)).toEqual({
      url: 'https://hooks.example/?key=1',
      secrets: ['whsec_first'],
    });
    expect(await endpoints().find(id + 1_000)).toBeNull();
    expect(await endpoints().findTarget(id + 1_000, noon)).toBeNull();
  });

  test('lets the secret before sign until its end, and no longer', async () => {
    const id = await add();
    const change = (secret: string, formerEndsAt: Date | null) =>
      stores().transact(({ webhookEndpoints }) =>
        webhookEndpoints.changeSecret(id, { secret, formerEndsAt }),
      );
    const secretsAt = async (now: Date) => (await endpoints().findTarget(id, now))?.secrets;
    expect(await change('whsec_second', at(60))).toBe(true);
    expect(await secretsAt(at(59))).toEqual(['whsec_second', 'whsec_first']);
    expect(await secretsAt(at(60))).toEqual(['whsec_second']);
    expect(await change('whsec_third', null)).toBe(true);
    expect(await secretsAt(noon)).toEqual(['whsec_third']);
    expect(
      await stores().transact(({ webhookEndpoints }) =>
        webhookEndpoints.changeSecret(id + 1_000, { secret: 'x', formerEndsAt: null }),
      ),
    ).toBe(false);
  });

  test('lists what enabled ones ask for, and is told of each change at once', async () => {
    const type = `lamp.${uniqueText()
      .toLowerCase()
      .replaceAll(/[^a-z]/g, '')}`;
    const isWanted = async () => (await endpoints().listWanted()).some((types) => types.includes(type));
    expect(await isWanted()).toBe(false);
    const id = await add({ eventTypes: [type] });
    expect(await isWanted()).toBe(true);
    expect(await endpoints().setDisabled(id, { at: noon, why: 'operator' })).toBe(true);
    expect(await endpoints().setDisabled(id, { at: at(5), why: 'gone' })).toBe(false);
    expect(await endpoints().find(id)).toMatchObject({ disabled: { at: noon, why: 'operator' } });
    expect(await isWanted()).toBe(false);
    expect(await endpoints().setDisabled(id, null)).toBe(true);
    expect(await endpoints().setDisabled(id, null)).toBe(false);
    expect(await isWanted()).toBe(true);
    expect(await endpoints().remove(id)).toBe(true);
    expect(await endpoints().remove(id)).toBe(false);
    expect(await isWanted()).toBe(false);
  });

  test('keeps one delivery of an event for an endpoint, however often it is added', async () => {
    const [one, other] = [await add(), await add()];
    const told = event();
    const added = await race(() => deliveries().add({ endpointId: one, event: told, now: at(7) }));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await deliveries().add({ endpointId: other, event: told, now: noon })).toBe(true);
    expect(await deliveries().list({ endpointId: one, limit: 9 })).toEqual([
      {
        id: expect.any(Number),
        endpointId: one,
        eventId: told.id,
        eventType: 'user.created',
        occurredAt: noon,
        createdAt: at(7),
        state: 'waiting',
        attempts: 0,
        dueAt: at(7),
        triedAt: null,
        statusCode: null,
        durationMs: null,
        error: null,
        endedAt: null,
      },
    ]);
  });

  test('hands what is due longest to one of sixteen workers, and nothing more of that endpoint meanwhile', async () => {
    const id = await add();
    const [first, second] = [event(), event()];
    await deliveries().add({ endpointId: id, event: second, now: at(1) });
    await deliveries().add({ endpointId: id, event: first, now: noon });
    const taken = (await race(() => take(id, at(2)))).filter((one) => one !== null);
    expect(taken).toMatchObject([{ attempts: 0, event: first }]);
    expect(await take(id, at(3))).toBeNull();
    expect(await deliveries().nextTurn(id)).toEqual(new Date(at(2).getTime() + 30_000));
    const { id: delivery } = taken[0] ?? { id: 0 };
    await deliveries().settle({ id: delivery, attempts: 0 }, { ...failed, state: 'delivered', error: null });
    await free(id);
    expect(await take(id, at(3))).toMatchObject({ event: second });
  });

  test('hands out nothing that is not due, and nothing of an endpoint that rests or is disabled', async () => {
    const id = await add();
    await deliveries().add({ endpointId: id, event: event(), now: at(10) });
    expect(await take(id, at(9))).toBeNull();
    expect(await deliveries().nextTurn(id)).toEqual(at(10));
    await endpoints().noteTry(id, { failingSince: noon, failures: 1, restsUntil: at(20) });
    expect(await take(id, at(19))).toBeNull();
    expect(await deliveries().nextTurn(id)).toEqual(at(20));
    await endpoints().setDisabled(id, { at: noon, why: 'gone' });
    expect(await take(id, at(30))).toBeNull();
    expect(await deliveries().nextTurn(id)).toBeNull();
    await endpoints().setDisabled(id, null);
    expect(await endpoints().find(id)).toMatchObject({ failingSince: null, failures: 0 });
    expect(await take(id, at(10))).toMatchObject({ attempts: 0 });
  });

  test('ends the rest of an endpoint that answered, and lets alone one that a worker has', async () => {
    const id = await add();
    await deliveries().add({ endpointId: id, event: event(), now: noon });
    const rests = { failingSince: noon, failures: 4, restsUntil: at(5) };
    await endpoints().noteTry(id, rests);
    expect(await endpoints().find(id)).toMatchObject(rests);
    await endpoints().noteAnswer(id, { heldAtMost: at(5) });
    expect(await endpoints().find(id)).toMatchObject({ failingSince: null, failures: 0, restsUntil: null });
    expect(await take(id, at(4))).toBeNull();
    await endpoints().noteTry(id, rests);
    await endpoints().noteAnswer(id, { heldAtMost: at(4) });
    expect(await take(id, at(4))).not.toBeNull();
  });

  test('gives up, sends again and hurries what it is told to, and nothing else', async () => {
    const id = await add();
    for (const now of [noon, at(1), at(2)]) await deliveries().add({ endpointId: id, event: event(), now });
    const [third, second, first] = (await deliveries().list({ endpointId: id, limit: 9 })).map(
      (one) => one.id,
    );
    await deliveries().settle(
      { id: first ?? 0, attempts: 0 },
      { ...failed, state: 'delivered', error: null, statusCode: 204 },
    );
    await deliveries().settle({ id: second ?? 0, attempts: 0 }, failed);
    expect(await deliveries().find(second ?? 0)).toMatchObject(failed);
    const reason = { error: 'disabled', now: at(40), most: 9 } as const;
    expect(await deliveries().giveUp(id, reason)).toBe(0);
    await endpoints().setDisabled(id, { at: noon, why: 'operator' });
    expect(await deliveries().giveUp(id, reason)).toBe(1);
    await endpoints().setDisabled(id, null);
    const states = async () =>
      (await deliveries().list({ endpointId: id, limit: 9 })).map(({ state, attempts }) => [state, attempts]);
    expect(await states()).toEqual([
      ['failed', 0],
      ['failed', 10],
      ['delivered', 10],
    ]);
    expect(await deliveries().list({ endpointId: id, state: 'failed', limit: 1 })).toMatchObject([
      { id: third },
    ]);
    expect(await deliveries().list({ endpointId: id, beforeId: third, limit: 9 })).toMatchObject([
      { id: second },
      { id: first },
    ]);
    expect(await deliveries().resendFailed(id, { since: at(41), now: at(50), most: 9 })).toBe(0);
    expect(await deliveries().resendFailed(id, { since: at(40), now: at(50), most: 9 })).toBe(1);
    expect(await deliveries().find(third ?? 0)).toMatchObject({ state: 'waiting', endedAt: null });
    expect(await deliveries().resendFailed(id, { since: at(10), now: at(50), most: 9 })).toBe(0);
    expect(await deliveries().resendFailed(id, { since: at(9), now: at(50), most: 9 })).toBe(1);
    expect(await deliveries().resend(second ?? 0, at(60))).toBe(false);
    expect(await deliveries().resend(first ?? 0, at(60))).toBe(true);
    expect(await states()).toEqual([
      ['waiting', 0],
      ['waiting', 0],
      ['waiting', 0],
    ]);
    expect(await deliveries().hasten(id, { now: at(5), most: 9 })).toBe(3);
    expect(await deliveries().nextTurn(id)).toEqual(at(5));
  });

  test('settles what waits as it was taken, and nothing that was given up or sent again meanwhile', async () => {
    const id = await add();
    await deliveries().add({ endpointId: id, event: event(), now: noon });
    const taken = await take(id);
    if (taken === null) throw new Error('Nothing was due.');
    const again: SettledDelivery = { ...failed, state: 'waiting', attempts: 1, dueAt: at(30), endedAt: null };
    await endpoints().setDisabled(id, { at: noon, why: 'operator' });
    await deliveries().giveUp(id, { error: 'disabled', now: at(8), most: 9 });
    expect(await deliveries().settle(taken, again)).toBe(false);
    const given = { state: 'failed', attempts: 0, dueAt: null, error: 'disabled', endedAt: at(8) };
    expect(await deliveries().find(taken.id)).toMatchObject(given);
    await deliveries().resend(taken.id, at(40));
    expect(await deliveries().settle({ ...taken, attempts: 3 }, again)).toBe(false);
    expect(await deliveries().find(taken.id)).toMatchObject({ state: 'waiting', dueAt: at(40) });
  });

  test('changes no more at once than it is told to, and goes on where it stopped', async () => {
    const id = await add();
    for (let count = 0; count < 5; count += 1)
      await deliveries().add({ endpointId: id, event: event(), now: at(10) });
    const inBatches = async (change: () => Promise<number>) => [
      await change(),
      await change(),
      await change(),
      await change(),
    ];
    expect(await inBatches(() => deliveries().hasten(id, { now: noon, most: 2 }))).toEqual([2, 2, 1, 0]);
    await endpoints().setDisabled(id, { at: noon, why: 'operator' });
    const reason = { error: 'disabled', now: noon, most: 2 } as const;
    expect(await inBatches(() => deliveries().giveUp(id, reason))).toEqual([2, 2, 1, 0]);
    const batch = { since: noon, now: at(20), most: 2 };
    expect(await inBatches(() => deliveries().resendFailed(id, batch))).toEqual([2, 2, 1, 0]);
    expect(await deliveries().count(id, { state: 'waiting', most: 9 })).toBe(5);
  });

  test('counts what waits, of all types or one, and hands out what came in crowds after all else', async () => {
    const id = await add();
    const other = await add();
    const named = (type: string): StoredEvent => ({ ...event(), type });
    for (let count = 0; count < 4; count += 1)
      await deliveries().add({ endpointId: id, event: named('login.succeeded'), now: at(count) });
    await deliveries().add({ endpointId: id, event: named('user.deleted'), now: at(5) });
    await deliveries().add({ endpointId: other, event: named('user.deleted'), now: noon });
    const refused = named('login.succeeded');
    expect(await deliveries().addFailed({ endpointId: id, event: refused, now: at(6) }, 'too-many 4')).toBe(
      true,
    );
    expect(await deliveries().addFailed({ endpointId: id, event: refused, now: at(6) }, 'too-many 4')).toBe(
      false,
    );
    expect(await deliveries().list({ endpointId: id, state: 'failed', limit: 9 })).toMatchObject([
      { eventId: refused.id, attempts: 0, dueAt: null, error: 'too-many 4', endedAt: at(6) },
    ]);
    const count = (counted: { readonly eventType?: string; readonly most: number }) =>
      deliveries().count(id, { state: 'waiting', ...counted });
    expect(await count({ most: 9 })).toBe(5);
    expect(await count({ most: 3 })).toBe(3);
    expect(await count({ eventType: 'user.deleted', most: 9 })).toBe(1);
    expect(await deliveries().count(id, { state: 'failed', eventType: 'login.succeeded', most: 9 })).toBe(1);
    const next = async (now: Date, crowd: number) => {
      const turn = { now, heldUntil: at(99), crowd };
      const taken = await stores().transact((inside) => inside.webhookDeliveries.takeDue(id, turn));
      await free(id);
      return taken?.event?.type;
    };
    expect(await next(at(5), 3)).toBe('user.deleted');
    expect(await next(at(5), 4)).toBe('login.succeeded');
    expect(await next(at(4), 3)).toBe('login.succeeded');
  });

  test('removes what is over, by its age and by their number, and never what waits', async () => {
    await deliveries().removeOld(at(999), 500);
    const id = await add();
    for (const now of [noon, at(1), at(2), at(3)])
      await deliveries().add({ endpointId: id, event: event(), now });
    const rows = await deliveries().list({ endpointId: id, limit: 9 });
    for (const row of rows.slice(1)) await deliveries().settle({ id: row.id, attempts: 0 }, failed);
    const left = async () =>
      (await deliveries().list({ endpointId: id, limit: 9 })).map((one) => one.createdAt);
    expect(await deliveries().removeOld(at(1), 500)).toBe(1);
    expect(await left()).toEqual([at(3), at(2), at(1)]);
    expect(await deliveries().removeBeyond(id, { keep: 1, most: 500 })).toBe(1);
    expect(await left()).toEqual([at(3), at(2)]);
    expect(await deliveries().removeBeyond(id, { keep: 0, most: 500 })).toBe(1);
    expect(await deliveries().removeOld(at(99), 500)).toBe(0);
    expect(await left()).toEqual([at(3)]);
    await endpoints().remove(id);
    expect(await left()).toEqual([]);
  });

  test('keeps so many of each type that were delivered, and that failed, whatever came in masses of another', async () => {
    const id = await add();
    const settle = async (type: string, state: 'delivered' | 'failed') => {
      await deliveries().add({ endpointId: id, event: { ...event(), type }, now: noon });
      const [row] = await deliveries().list({ endpointId: id, limit: 1 });
      await deliveries().settle({ id: row?.id ?? 0, attempts: 0 }, { ...failed, state });
    };
    await settle('user.deleted', 'failed');
    await settle('login.succeeded', 'failed');
    for (let count = 0; count < 4; count += 1) await settle('login.succeeded', 'delivered');
    const left = async () =>
      (await deliveries().list({ endpointId: id, limit: 9 })).map(({ eventType, state }) => [
        eventType,
        state,
      ]);
    expect(await deliveries().removeBeyond(id, { keep: 2, most: 1 })).toBe(1);
    expect(await deliveries().removeBeyond(id, { keep: 2, most: 9 })).toBe(1);
    expect(await deliveries().removeBeyond(id, { keep: 2, most: 9 })).toBe(0);
    expect(await left()).toEqual([
      ['login.succeeded', 'delivered'],
      ['login.succeeded', 'delivered'],
      ['login.succeeded', 'failed'],
      ['user.deleted', 'failed'],
    ]);
  });

  test('counts what an endpoint was never told of, through being disabled and enabled', async () => {
    const id = await add();
    await race(() => endpoints().noteDropped(id));
    const { length } = await race(async () => {});
    await endpoints().setDisabled(id, { at: noon, why: 'operator' });
    await endpoints().setDisabled(id, null);
    expect(await endpoints().find(id)).toMatchObject({ dropped: length });
  });
});

describe.each(['sqlite', 'postgres'] as const)('%s endpoints of webhooks', (kind) => {
  const stores = storesUnderTest(kind);

  test('are given what is due without reading the queue, however long it is', async () => {
    const { transact, webhookDeliveries, database } = stores();
    const id = await transact(({ webhookEndpoints }) =>
      webhookEndpoints.add({
        url: 'https://long.example/',
        secret: 'whsec_very',
        eventTypes: [],
        description: '',
        createdAt: noon,
      }),
    );
    const event = { id: 'evt_first', type: 'login.succeeded', occurredAt: noon.toISOString(), data: {} };
    await webhookDeliveries.add({ endpointId: id, event, now: noon });
    await stores().attack(
      `with recursive copies (i) as (select 1 union all select i + 1 from copies where i < 9000)
       insert into stagedoor_webhook_delivery (endpoint_id, event_id, event_type, payload, created_at, state, attempts, due_at)
       select endpoint_id, 'copy_' || i, 'copied.' || (i % 3), payload, created_at, state, attempts, due_at
       from stagedoor_webhook_delivery, copies where endpoint_id = ${id}`,
    );
    if (database === null) throw new Error('There is no database.');
    const { db } = database;
    if (kind === 'postgres') await sql`analyze stagedoor_webhook_delivery`.execute(db);
    const statement = firstDue(id, { now: at(1), crowd: 20 });
    const explained = kind === 'sqlite' ? sql`explain query plan ${statement}` : sql`explain ${statement}`;
    const plan = JSON.stringify((await explained.execute(db)).rows);
    expect(plan).toContain('stagedoor_webhook_delivery_types');
    expect(plan).not.toMatch(/Seq Scan on stagedoor_webhook_delivery|SCAN (due|stagedoor)/);
    const turn = { now: at(1), heldUntil: at(2), crowd: 20 };
    const taken = await transact((inside) => inside.webhookDeliveries.takeDue(id, turn));
    expect(taken?.event).toEqual(event);
    await stores().webhookEndpoints.remove(id);
  });

  test('are sealed each for itself: one that was moved to another row opens nothing', async () => {
    const { transact, webhookEndpoints, database } = stores();
    const add = (url: string) =>
      transact((inside) =>
        inside.webhookEndpoints.add({
          url,
          secret: 'whsec_very',
          eventTypes: [],
          description: '',
          createdAt: noon,
        }),
      );
    const [one, other] = [await add('https://one.example/'), await add('https://other.example/')];
    const rows = await database?.db.selectFrom('stagedoor_webhook_endpoint').selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/whsec_|one\.example/);
    await stores().attack(
      `update stagedoor_webhook_endpoint set sealed_target =
         (select sealed_target from stagedoor_webhook_endpoint where id = ${one}) where id = ${other}`,
    );
    expect(await webhookEndpoints.findTarget(other, noon)).toBeNull();
    expect(await webhookEndpoints.find(other)).toMatchObject({ url: null });
    expect(await webhookEndpoints.find(one)).toMatchObject({ url: 'https://one.example/' });
    expect(await transact((inside) => inside.webhookEndpoints.reseal())).toEqual({
      resealed: 1,
      unreadable: 1,
    });
  });

  test('keep nothing of a secret that ended at once, whatever another column says of it', async () => {
    const { transact, webhookEndpoints, database } = stores();
    const id = await transact((inside) =>
      inside.webhookEndpoints.add({
        url: 'https://stolen.example/',
        secret: 'whsec_stolen',
        eventTypes: [],
        description: '',
        createdAt: noon,
      }),
    );
    await transact((inside) =>
      inside.webhookEndpoints.changeSecret(id, { secret: 'whsec_second', formerEndsAt: at(60) }),
    );
    await transact((inside) =>
      inside.webhookEndpoints.changeSecret(id, { secret: 'whsec_third', formerEndsAt: null }),
    );
    const row = database?.db.updateTable('stagedoor_webhook_endpoint').where('id', '=', id);
    await row?.set({ former_ends_at: at(60) }).execute();
    expect(await webhookEndpoints.find(id)).toMatchObject({ formerSecretEndsAt: at(60) });
    expect(await webhookEndpoints.findTarget(id, noon)).toMatchObject({ secrets: ['whsec_third'] });
  });
});
