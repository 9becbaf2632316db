import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { days, hours, minutes, seconds } from '../../src/core/kernel/clock.ts';
import { hostOf } from '../../src/core/kernel/host-of.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { systemClock } from '../../src/infrastructure/system-clock.ts';
import { databases } from '../support/databases.ts';
import {
  openWebhookReceiver,
  type ReceivedWebhook,
  silence,
  statusOf,
  type WebhookReceiver,
} from '../support/webhook-receiver.ts';

const PASSWORD = 'Brass lamp 1 over the door';
const key = () => randomBytes(32).toString('base64url');

let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await openWebhookReceiver();
});
afterAll(() => receiver.close());

describe.each(databases)('endpoints of webhooks on $database', ({ database: kind, open }) => {
  let folder: string;
  let drop: () => Promise<void>;
  let environment: Readonly<Record<string, string>>;
  let stagedoor: Awaited<ReturnType<typeof start>>;
  let lateMs = 0;
  let users = 0;
  const clock = { ...systemClock, now: () => new Date(Date.now() + lateMs), waitUntil: async () => {} };
  const firstKey = key();

  const start = (env: Readonly<Record<string, string>> = {}) =>
    createStagedoor({
      env: {
        DATA_DIR: folder,
        LOG_LEVEL: 'silent',
        CRYPTOGRAPHY_KEY: firstKey,
        WEBHOOK_ALLOW_PRIVATE: 'true',
        WEBHOOK_TIMEOUT_SECONDS: '2',
        ...environment,
        ...env,
      },
      passwordHasher: { memoryCostKib: 1_024, timeCost: 1 },
      clock,
    });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'webhook-endpoints-'));
    const database = await open();
    drop = database.drop;
    environment = { DATABASE_URL: `sqlite:${join(folder, 'site.db')}`, ...database.env };
    stagedoor = await start();
    await stagedoor.migrations.apply();
  });
  afterAll(async () => {
    await stagedoor.close();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    lateMs = 0;
  });
  afterEach(async () => {
    receiver.received.length = 0;
    receiver.answers.clear();
    for (const { id } of await webhook().list()) await webhook().remove({ id });
  });

  const webhook = () => stagedoor.useCases.webhook;
  const drain = () => stagedoor.backgroundWork.drain();
  async function add(path: string, eventTypes: readonly string[] = ['user.created']) {
    const added = await webhook().add({ url: `${receiver.origin}${path}`, eventTypes });
    if (added.outcome !== 'added') throw new Error(JSON.stringify(added));
    return { id: added.endpoint.id, secret: added.secret };
  }
  async function happen(site = stagedoor): Promise<number> {
    users += 1;
    const user = { username: `guest-${users}`, password: PASSWORD, validatePassword: false } as const;
    return (await site.useCases.user.create({ by: 'operator', ...user })).id;
  }
  const eventsWaiting = async () => {
    const { waitingByName } = await stagedoor.useCases.job.list({});
    return waitingByName.find(({ name }) => name === 'dispatch-event')?.jobs ?? 0;
  };
  const logOf = async (endpointId: number) => (await webhook().log({ endpointId })).rows;
  const verifies = (secret: string, { body, headers }: ReceivedWebhook): boolean => {
    try {
      new Webhook(secret).verify(body, headers as Record<string, string>);
      return true;
    } catch {
      return false;
    }
  };
  const only = (): ReceivedWebhook => {
    expect(receiver.received).toHaveLength(1);
    return receiver.received[0] as ReceivedWebhook;
  };

  it('are each told of the types they ask for, by a request that their own secret verifies', async () => {
    const [one, other, deaf] = [
      await add('/one'),
      await add('/other', []),
      await add('/deaf', ['user.renamed']),
    ];
    const userId = await happen();
    await drain();
    expect(receiver.received.map(({ path }) => path).sort()).toEqual(['/one', '/other']);
    for (const request of receiver.received) {
      const [own, foreign] = request.path === '/one' ? [one, other] : [other, one];
      expect(verifies(own.secret, request)).toBe(true);
      expect(verifies(foreign.secret, request)).toBe(false);
      expect(verifies(own.secret, { ...request, body: `${request.body} ` })).toBe(false);
      expect(JSON.parse(request.body)).toMatchObject({
        type: 'user.created',
        data: { user_id: userId, by: 'operator' },
      });
    }
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await logOf(deaf.id)).toEqual([]);
    expect(await logOf(one.id)).toMatchObject([
      {
        endpointId: one.id,
        eventId: receiver.received[0]?.headers['webhook-id'],
        eventType: 'user.created',
        state: 'delivered',
        attempts: 1,
        dueAt: null,
        statusCode: 204,
        durationMs: expect.any(Number),
        error: null,
      },
    ]);
  });

  it('are known within a second to another node, however busy it is, and so is that they are no more', async () => {
    const other = await start();
    // Twenty events in two seconds: on PostgreSQL it keeps what it was told by now.
    const beBusy = async (times: number) => {
      for (let time = 0; time < times; time += 1) {
        await happen(other);
        await sleep(100);
      }
    };
    await beBusy(20);
    expect(await eventsWaiting()).toBe(0);
    const { id } = await add('/one');
    await beBusy(10);
    await happen(other);
    expect(await eventsWaiting()).toBeGreaterThan(0);
    await drain();
    await webhook().disable({ id });
    await beBusy(10);
    await drain();
    await happen(other);
    expect(await eventsWaiting()).toBe(0);
    await other.close();
  });

  it('leave the endpoint of the settings as it is, which is told beside them', async () => {
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const both = await start({ WEBHOOK_URL: `${receiver.origin}/settings`, WEBHOOK_SECRETS: secret });
    await add('/one');
    await both.useCases.user.create({
      by: 'operator',
      username: 'both',
      password: PASSWORD,
      validatePassword: false,
    });
    await both.backgroundWork.drain();
    await both.close();
    expect(receiver.received.map(({ path }) => path).sort()).toEqual(['/one', '/settings']);
    const [toSettings] = receiver.received.filter(({ path }) => path === '/settings');
    expect(verifies(secret, toSettings as ReceivedWebhook)).toBe(true);
  });

  it('begin at their own moment: what happened before they were added is not theirs', async () => {
    const former = await add('/former');
    await happen();
    // The worker comes to it when another endpoint is there already.
    await sleep(5);
    const later = await add('/later');
    await drain();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/former']);
    expect(await logOf(former.id)).toHaveLength(1);
    expect(await logOf(later.id)).toEqual([]);
    const sinceThen = await happen();
    await drain();
    expect(receiver.bodiesAt('/later')).toMatchObject([{ data: { user_id: sinceThen } }]);
  });

  it('write nothing where none asks', async () => {
    await add('/one', ['user.renamed']);
    await happen();
    expect(await eventsWaiting()).toBe(0);
  });

  it('are tried again under the same id, as the standard advises, until they have it', async () => {
    const { id } = await add('/one');
    receiver.answers.set('/one', statusOf(503));
    await happen();
    await drain();
    const [waiting] = await logOf(id);
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, statusCode: 503, error: 'answered 503' });
    expect(await webhook().list()).toMatchObject([{ id, failures: 1, failingSince: expect.any(Date) }]);
    const wait = Number(waiting?.dueAt) - Number(waiting?.triedAt);
    expect([wait >= seconds(4.5), wait <= seconds(5)]).toEqual([true, true]);
    lateMs = seconds(4);
    await drain();
    expect(receiver.received).toHaveLength(1);
    receiver.answers.clear();
    lateMs = seconds(6);
    await drain();
    expect(receiver.received).toHaveLength(2);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await logOf(id)).toMatchObject([{ state: 'delivered', attempts: 2, error: null }]);
    expect(await webhook().list()).toMatchObject([{ id, failures: 0, failingSince: null }]);
  });

  it('are given up after ten tries within some three days, and sent again when told to', async () => {
    const { id } = await add('/one');
    receiver.answers.set('/one', statusOf(500));
    await happen();
    while (lateMs < days(4)) {
      await drain();
      lateMs += hours(2);
    }
    const [given] = await logOf(id);
    expect(given).toMatchObject({ state: 'failed', attempts: 10, dueAt: null, error: 'answered 500' });
    expect(receiver.received).toHaveLength(10);
    expect((await stagedoor.useCases.job.list({})).failed).toEqual([]);
    receiver.answers.clear();
    expect(await webhook().resend({ deliveryId: given?.id ?? 0 })).toEqual({
      outcome: 'resent',
      deliveries: 1,
    });
    expect(await webhook().resend({ deliveryId: given?.id ?? 0 })).toMatchObject({ outcome: 'waits' });
    lateMs += hours(1);
    await drain();
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await logOf(id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  it('that were away get all that waits at once when they are back', async () => {
    const { id } = await add('/one');
    receiver.answers.set('/one', statusOf(500));
    for (let count = 0; count < 5; count += 1) {
      await happen();
      await drain();
      lateMs += hours(1);
    }
    receiver.answers.clear();
    receiver.received.length = 0;
    await drain();
    const log = await logOf(id);
    expect(log.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'delivered'));
    expect(receiver.received.map(({ headers }) => headers['webhook-id']).sort()).toEqual(
      log.map(({ eventId }) => eventId).sort(),
    );
  });

  it('that rest show when the next try really is, and get what waits once a test of them succeeds', async () => {
    const { id } = await add('/one');
    receiver.answers.set('/one', statusOf(500));
    for (let count = 0; count < 7; count += 1) {
      await happen();
      await drain();
      if (count < 6) lateMs += minutes(6);
    }
    // Due at once, and the endpoint rests.
    await happen();
    await drain();
    const [endpoint] = await webhook().list();
    const log = await logOf(id);
    expect(Number(endpoint?.restsUntil)).toBeGreaterThan(Date.now() + lateMs);
    expect(log).toHaveLength(8);
    for (const { dueAt, nextTryAt } of log) {
      expect(Number(nextTryAt)).toBe(Math.max(Number(dueAt), Number(endpoint?.restsUntil)));
    }
    const [waiting] = log;
    expect(await webhook().resend({ deliveryId: waiting?.id ?? 0 })).toEqual({
      outcome: 'waits',
      endpointId: id,
      nextTryAt: waiting?.nextTryAt,
    });
    expect(await webhook().resend({ endpointId: id, failedSince: new Date(0) })).toMatchObject({
      outcome: 'all-wait',
      endpointId: id,
    });
    expect(await webhook().test({ id })).toMatchObject({ statusCode: 500, released: 0 });
    receiver.answers.clear();
    expect(await webhook().test({ id })).toMatchObject({ statusCode: 204, released: log.length });
    await drain();
    expect((await logOf(id)).filter(({ state }) => state === 'waiting')).toEqual([]);
    expect(await webhook().list()).toMatchObject([{ id, failures: 0, restsUntil: null }]);
  });

  it('that hang slow no other: each is told at once while four of them answer nothing', async () => {
    for (const path of ['/hang-1', '/hang-2', '/hang-3', '/hang-4']) {
      receiver.answers.set(path, silence);
      await add(path);
    }
    await add('/quick');
    const hanging = await start({ WEBHOOK_TIMEOUT_SECONDS: '15' });
    hanging.backgroundWork.start();
    try {
      // By the same site: two of them in one process cannot wait for each other on SQLite.
      for (let count = 0; count < 8; count += 1) await happen(hanging);
      await vi.waitFor(() => expect(receiver.bodiesAt('/quick')).toHaveLength(8), { timeout: 8_000 });
      // One request each is on its way to those that hang, however much waits for them.
      for (const path of ['/hang-1', '/hang-2', '/hang-3', '/hang-4'])
        expect(receiver.bodiesAt(path)).toHaveLength(1);
    } finally {
      await hanging.backgroundWork.stop(0);
      await hanging.close();
    }
  });

  // Of two in one process neither can wait for the other on SQLite; there tests/contracts has the race.
  if (kind === 'PostgreSQL')
    it('are sent one event by one worker alone, of however many', async () => {
      const workers = await Promise.all([start(), start(), start()]);
      const { id } = await add('/one');
      for (let count = 0; count < 10; count += 1) await happen();
      await Promise.all(workers.map(({ backgroundWork }) => backgroundWork.drain()));
      await drain();
      for (const worker of workers) await worker.close();
      lateMs = hours(1);
      await drain();
      expect(await logOf(id)).toMatchObject(
        Array.from({ length: 10 }, () => ({ state: 'delivered', attempts: 1 })),
      );
      expect(receiver.received).toHaveLength(10);
    });

  it('get a new secret beside the old one, which signs for a day', async () => {
    const { id, secret } = await add('/one');
    const rotated = await webhook().rotateSecret({ id });
    if (rotated.outcome !== 'rotated') throw new Error(rotated.outcome);
    await happen();
    await drain();
    expect([secret, rotated.secret].map((one) => verifies(one, only()))).toEqual([true, true]);
    receiver.received.length = 0;
    const rotatedAtOnce = await webhook().rotateSecret({ id, atOnce: true });
    if (rotatedAtOnce.outcome !== 'rotated') throw new Error(rotatedAtOnce.outcome);
    await happen();
    await drain();
    const known = [secret, rotated.secret, rotatedAtOnce.secret];
    expect(known.map((one) => verifies(one, only()))).toEqual([false, false, true]);
  });

  it('stop being signed with the old secret after that day', async () => {
    const { id, secret } = await add('/one');
    lateMs = -hours(24) - seconds(1);
    await webhook().rotateSecret({ id });
    lateMs = 0;
    await happen();
    await drain();
    expect(verifies(secret, only())).toBe(false);
  });

  it('that say they are gone are disabled at once, and superusers are told, once', async () => {
    await stagedoor.useCases.user.create({
      by: 'operator',
      username: 'boss',
      email: 'boss@example.com',
      password: PASSWORD,
      validatePassword: false,
      isStaff: true,
      isSuperuser: true,
    });
    const { id } = await add('/one');
    receiver.answers.set('/one', statusOf(410));
    await happen();
    await happen();
    await drain();
    await drain();
    expect(receiver.received).toHaveLength(1);
    expect(await webhook().list()).toMatchObject([{ id, disabled: { why: 'gone' } }]);
    expect((await logOf(id)).map(({ state }) => state)).toEqual(['failed', 'failed']);
    const caught = (await stagedoor.mailCatcher?.list()) ?? [];
    const mails = caught.filter(({ subject }) => /no longer tells/.test(subject));
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: 'boss@example.com', text: expect.stringContaining('(410)') });
    expect(mails[0]?.text).toContain(`npx stagedoor webhook enable ${id}`);
    await happen();
    await drain();
    expect(receiver.received).toHaveLength(1);

    receiver.answers.clear();
    expect(await webhook().enable({ id })).toBe('done');
    expect(await webhook().enable({ id })).toBe('so-already');
    const since = new Date(Date.now() - hours(1));
    expect(await webhook().resend({ endpointId: id, failedSince: since })).toEqual({
      outcome: 'resent',
      deliveries: 2,
    });
    await drain();
    expect((await logOf(id)).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('at which everything failed for days are disabled, and no day sooner', async () => {
    const { id } = await add('/one');
    receiver.answers.set('/one', statusOf(500));
    await happen();
    await drain();
    lateMs = days(5) - hours(1);
    await happen();
    await drain();
    expect(await webhook().list()).toMatchObject([{ id, disabled: null }]);
    lateMs = days(5) + hours(1);
    await happen();
    await drain();
    expect(await webhook().list()).toMatchObject([{ id, disabled: { why: 'failing' } }]);
    expect(await webhook().resend({ endpointId: id, failedSince: new Date(0) })).toEqual({
      outcome: 'endpoint-disabled',
      endpointId: id,
      deliveries: 0,
    });
  });

  it('are told when each try was, and a time-out is called one in the log', async () => {
    receiver.answers.set('/one', silence);
    const { id, secret } = await add('/one');
    await happen();
    const happenedAt = Date.now();
    await drain();
    expect(await logOf(id)).toMatchObject([{ state: 'waiting', statusCode: null, error: 'no-answer 2' }]);
    receiver.answers.clear();
    lateMs = 400_000;
    await drain();
    const tries = receiver.received.map(
      ({ headers }) => Number(headers['webhook-timestamp']) * 1_000 - happenedAt,
    );
    expect(tries).toHaveLength(2);
    expect(Math.abs(tries[0] ?? NaN)).toBeLessThan(30_000);
    expect(Math.abs((tries[1] ?? NaN) - lateMs)).toBeLessThan(30_000);
    // Libraries refuse a time that is not theirs.
    expect(receiver.received.map((request) => verifies(secret, request))).toEqual([true, false]);
  });

  it('gain nothing by a redirect, and keep nobody by an answer without an end, whose status decides', async () => {
    receiver.answers.set('/one', statusOf(302, { location: `${receiver.origin}/two` }));
    const { id: redirecting } = await add('/one');
    const endless = (status: number) => (response: import('node:http').ServerResponse) => {
      response.writeHead(status);
      const timer = setInterval(() => response.write(Buffer.alloc(65_536)), 5);
      response.on('close', () => clearInterval(timer));
    };
    receiver.answers.set('/huge', endless(200));
    receiver.answers.set('/huge-fault', endless(500));
    const { id: huge } = await add('/huge');
    const { id: faulty } = await add('/huge-fault');
    await happen();
    await drain();
    expect(receiver.bodiesAt('/two')).toEqual([]);
    expect(await logOf(redirecting)).toMatchObject([{ state: 'waiting', error: 'answered 302' }]);
    expect(await logOf(huge)).toMatchObject([{ state: 'delivered', statusCode: 200, error: null }]);
    expect(await logOf(faulty)).toMatchObject([{ state: 'waiting', statusCode: 500, error: 'answered 500' }]);
  });

  it('that switch protocols have failed at once, and so say the log and the test', async () => {
    const { id } = await add('/one');
    receiver.answers.set('/one', statusOf(101, { connection: 'Upgrade', upgrade: 'websocket' }));
    await happen();
    await drain();
    expect(await logOf(id)).toMatchObject([{ state: 'waiting', error: 'unreached SWITCHED_PROTOCOLS' }]);
    expect(await webhook().test({ id })).toMatchObject({ error: 'unreached SWITCHED_PROTOCOLS' });
  });

  it('that are disabled are told of nothing beside one that is not', async () => {
    const { id } = await add('/one');
    const { id: enabled } = await add('/two');
    await webhook().disable({ id });
    await happen();
    await drain();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/two']);
    expect(await logOf(id)).toEqual([]);
    expect(await logOf(enabled)).toMatchObject([{ state: 'delivered' }]);
  });

  it('have an address without TLS in development alone', async () => {
    const production = await start({
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://site.example',
      SECRET_KEY: key(),
      MAIL_URL: 'smtp://127.0.0.1:2525',
    });
    const url = 'http://hooks.example/';
    const refused = await production.useCases.webhook.add({ url });
    await production.close();
    expect(refused).toEqual({ outcome: 'refused', problem: { field: 'url', why: 'not-https' } });
    expect(await webhook().add({ url })).toMatchObject({ outcome: 'added' });
  });

  it('have no address inside, unless the site allows it', async () => {
    const { id } = await add('/one');
    const careful = await start({ WEBHOOK_ALLOW_PRIVATE: 'false' });
    await happen();
    await careful.backgroundWork.drain();
    expect(await careful.useCases.webhook.test({ id })).toMatchObject({
      error: 'unreached PRIVATE_ADDRESS',
    });
    await careful.close();
    expect(receiver.received).toEqual([]);
    expect(await logOf(id)).toMatchObject([{ state: 'waiting', error: 'unreached PRIVATE_ADDRESS' }]);
  });

  it('are tried by an event of their own, which is signed and in no log', async () => {
    const { id, secret } = await add('/one');
    expect(await webhook().test({ id })).toMatchObject({ statusCode: 204, error: null });
    expect(verifies(secret, only())).toBe(true);
    expect(receiver.bodiesAt('/one')).toMatchObject([{ type: 'webhook.test', data: { endpoint_id: id } }]);
    expect(await logOf(id)).toEqual([]);
    expect(await webhook().test({ id: id + 1_000 })).toBeNull();
  });

  it('are refused with a word about what is wrong', async () => {
    const refused = async (input: Parameters<ReturnType<typeof webhook>['add']>[0]) => {
      const answer = await webhook().add(input);
      return answer.outcome === 'refused' ? answer.problem : answer.outcome;
    };
    const url = 'https://hooks.example/';
    expect(await refused({ url: 'ftp://hooks.example/' })).toEqual({ field: 'url', why: 'no-address' });
    expect(await refused({ url: 'https://a:b@hooks.example/' })).toEqual({ field: 'url', why: 'no-address' });
    expect(await refused({ url: 'hooks' })).toEqual({ field: 'url', why: 'no-address' });
    expect(await refused({ url, eventTypes: ['user.born'] })).toEqual({
      field: 'eventTypes',
      why: 'unknown',
      type: 'user.born',
    });
    expect(await refused({ url, description: 'x'.repeat(201) })).toEqual({
      field: 'description',
      why: 'too-long',
    });
    expect(await webhook().list()).toEqual([]);
  });

  it('are refused at an address inside, as far as the URL says it, where the site allows none', async () => {
    const careful = await start({ WEBHOOK_ALLOW_PRIVATE: 'false' });
    try {
      for (const host of [
        '127.0.0.1:8080',
        '10.0.0.7',
        '[::1]',
        '[::ffff:10.0.0.7]',
        '2130706433',
        'localhost',
        'hooks.localhost.',
      ])
        expect(await careful.useCases.webhook.add({ url: `http://${host}/hooks/` }), host).toEqual({
          outcome: 'refused',
          problem: { field: 'url', why: 'private', host: hostOf(new URL(`http://${host}/`)) },
        });
      // What a name means is known when something is sent to it.
      const named = await careful.useCases.webhook.add({ url: 'https://inside.example/' });
      expect(named).toMatchObject({ outcome: 'added' });
    } finally {
      await careful.close();
    }
  });

  it('are named to whoever adds their URL once more', async () => {
    const { id } = await add('/one?b');
    await add('/two');
    expect(await webhook().add({ url: `${receiver.origin}/./one?b` })).toMatchObject({
      outcome: 'added',
      sameUrlAs: [id],
    });
    expect(await webhook().add({ url: `${receiver.origin}/one` })).toMatchObject({ sameUrlAs: [] });
  });

  it('lie in the database sealed, and open under a new key once they were sealed again', async () => {
    const { secret } = await add('/sealed-path');
    await happen();
    if (environment.DATABASE_URL?.startsWith('sqlite') === true) {
      const stored = ['site.db', 'site.db-wal'].map((file) =>
        readFileSync(join(folder, file)).toString('latin1'),
      );
      expect(stored.join('')).not.toContain('sealed-path');
      expect(stored.join('')).not.toContain(secret.slice('whsec_'.length));
    }
    const secondKey = key();
    const changed = await start({ CRYPTOGRAPHY_KEY: secondKey, CRYPTOGRAPHY_KEY_FALLBACKS: firstKey });
    expect(await changed.useCases.maintenance.reseal()).toContainEqual({
      feature: 'webhook',
      resealed: 1,
      unreadable: 0,
    });
    await changed.backgroundWork.drain();
    expect(verifies(secret, only())).toBe(true);
    await changed.close();
    const alone = await start({ CRYPTOGRAPHY_KEY: secondKey });
    const [endpoint] = await alone.useCases.webhook.list();
    expect(await alone.useCases.webhook.test({ id: endpoint?.id ?? 0 })).toMatchObject({ statusCode: 204 });
    await alone.close();
    // Under a key that is gone there is nothing to send, and the site says why.
    expect(await webhook().list()).toMatchObject([{ url: null }]);
    expect(await webhook().test({ id: endpoint?.id ?? 0 })).toMatchObject({
      statusCode: null,
      error: 'unreadable',
    });
  });

  it('have done nothing wrong where no key opens an event: it fails for good, and they neither rest nor end', async () => {
    const { id } = await add('/one');
    const unreadable = { state: 'failed', attempts: 0, error: 'unreadable' };
    const lost = await start({ CRYPTOGRAPHY_KEY: key() });
    await happen(lost);
    await lost.backgroundWork.drain();
    await lost.close();
    await webhook().disable({ id });
    await webhook().enable({ id });
    const since = new Date(Date.now() - hours(1));
    expect(await webhook().resend({ endpointId: id, failedSince: since })).toMatchObject({ deliveries: 1 });
    await happen();
    await drain();
    expect(await logOf(id)).toMatchObject([{ state: 'delivered' }, unreadable]);
    expect(await webhook().list()).toMatchObject([{ failures: 0, failingSince: null, disabled: null }]);
    expect(receiver.received).toHaveLength(1);
  });

  it('lose nothing to a node that has the wrong key for a minute', async () => {
    const { id } = await add('/one');
    receiver.answers.set('/one', statusOf(500));
    await happen();
    await drain();
    receiver.answers.clear();
    const lost = await start({ CRYPTOGRAPHY_KEY: key() });
    lateMs = seconds(10);
    await happen(lost);
    await lost.backgroundWork.drain();
    await lost.close();
    expect((await logOf(id))[1]).toMatchObject({ state: 'waiting', attempts: 2, error: 'unreadable' });
    lateMs = minutes(10);
    // Brings a job that the right key opens; else the hourly clean-up does.
    await happen();
    await drain();
    expect((await logOf(id))[2]).toMatchObject({ state: 'delivered', attempts: 3 });
    expect(await webhook().list()).toMatchObject([{ failures: 0, disabled: null }]);
  });

  it('whose own secret no key opens for days are disabled, with a row in the audit log and an e-mail', async () => {
    await stagedoor.useCases.user.create({
      by: 'operator',
      awaitsWelcome: false,
      username: `root-${users}`,
      email: `root-${users}@example.com`,
      password: PASSWORD,
      validatePassword: false,
      isStaff: true,
      isSuperuser: true,
    });
    const { id } = await add('/one');
    const lost = await start({ CRYPTOGRAPHY_KEY: key() });
    for (lateMs of [0, days(5) - hours(1)]) {
      await happen(lost);
      await lost.backgroundWork.drain();
      expect(await webhook().list()).toMatchObject([{ disabled: null, failures: expect.any(Number) }]);
    }
    lateMs = days(5) + hours(1);
    await happen(lost);
    await lost.backgroundWork.drain();
    expect(await webhook().list()).toMatchObject([{ disabled: { why: 'unreadable' } }]);
    const [row] = (await stagedoor.useCases.audit.list({ action: 'webhook-disable', limit: 1 })).rows;
    expect(row).toMatchObject({ detail: { endpoint: id, why: 'unreadable' } });
    const mails = (await lost.mailCatcher?.list())?.filter(
      ({ to, subject }) => to === `root-${users - 3}@example.com` && !subject.startsWith('Welcome'),
    );
    expect(mails).toMatchObject([{ subject: expect.stringContaining(`its endpoint ${id}`) }]);
    expect(mails?.[0]?.text).toContain('CRYPTOGRAPHY_KEY');
    await lost.close();
  });

  it('find again by the moment of the disabling what failed by it', async () => {
    const { id } = await add('/one');
    receiver.answers.set('/one', statusOf(500));
    await happen();
    await drain();
    lateMs = hours(3);
    await webhook().disable({ id });
    await webhook().enable({ id });
    const disabledAt = new Date(Date.now() + hours(3) - minutes(1));
    expect(await webhook().resend({ endpointId: id, failedSince: disabledAt })).toMatchObject({
      deliveries: 1,
    });
  });

  it('that are disabled while a try is on its way keep what failed as failed', async () => {
    const { id } = await add('/one');
    receiver.answers.set('/one', async (response) => {
      await webhook().disable({ id });
      statusOf(500)(response);
    });
    await happen();
    await drain();
    expect(await logOf(id)).toMatchObject([{ state: 'failed', dueAt: null, error: 'disabled' }]);
    expect(receiver.received).toHaveLength(1);
  });

  it('leave rows in the audit log that name the host and never the path', async () => {
    const { id } = await add('/one?token=secret');
    await webhook().rotateSecret({ id });
    await webhook().disable({ id });
    await webhook().enable({ id });
    await webhook().test({ id });
    await webhook().remove({ id });
    const { rows } = await stagedoor.useCases.audit.list({ limit: 6 });
    expect(rows.map(({ action }) => action).sort()).toEqual([
      'webhook-add',
      'webhook-disable',
      'webhook-enable',
      'webhook-remove',
      'webhook-secret-change',
      'webhook-test',
    ]);
    expect(JSON.stringify(rows)).not.toContain('secret=');
    expect(JSON.stringify(rows)).not.toContain('token=');
    for (const { detail } of rows)
      expect(detail).toMatchObject({ endpoint: id, host: new URL(receiver.origin).host });
  });

  it('lose their log when it is old, and with themselves', async () => {
    const { id } = await add('/one');
    await happen();
    await drain();
    lateMs = days(30) - hours(1);
    await stagedoor.useCases.maintenance.clearExpired();
    expect(await logOf(id)).toHaveLength(1);
    lateMs = days(30) + hours(1);
    await stagedoor.useCases.maintenance.clearExpired();
    expect(await logOf(id)).toEqual([]);
  });
});
