import { describe, expect, test } from 'vitest';
import type { Job, JobLane } from '../../src/core/outbox/job-store.ts';
import { storeKinds } from '../support/open-stores.ts';
import { at, naughtyTexts, noon, race } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

const clearExpired: Job = { name: 'clear-expired' };
const sealAudit: Job = { name: 'seal-audit' };
const LEASE_MS = 1_000;

describe.each(storeKinds)('%s job store', (kind) => {
  const stores = storesUnderTest(kind);
  const lease = (now: Date, limit = 100) => stores().jobs.lease({ now, leaseMs: LEASE_MS, limit });

  async function finishAll(now: Date): Promise<void> {
    for (const { id, lease: held } of await lease(now)) await stores().jobs.finish(id, held);
  }

  test.each(naughtyTexts)('keeps every character of %j', async (text) => {
    const job: Job = {
      name: 'send-mail',
      to: text,
      language: 'es',
      mail: { mail: 'welcome', username: text, logInPath: '/accounts/login/' },
    };
    await stores().jobs.enqueue(job);
    const [leased] = await lease(noon);
    expect(leased).toMatchObject({ job, attempt: 1 });
    expect(await stores().jobs.finish(leased?.id ?? 0, leased?.lease ?? '')).toBe(true);
  });

  test('gives out a job when it is due, in order', async () => {
    await stores().jobs.enqueue(clearExpired, { runAt: at(20) });
    await stores().jobs.enqueue(sealAudit, { runAt: at(10) });
    expect(await lease(at(9))).toEqual([]);
    expect((await lease(at(20))).map(({ job }) => job)).toEqual([sealAudit, clearExpired]);
    await finishAll(at(10_000));
  });

  test("gives out the jobs of one lane only: those of features stand in nobody else's way", async () => {
    const webhook: Job = { name: 'webhook.on-user.created', data: {} };
    const deliver: Job = { name: 'webhook.deliver', endpointId: 7 };
    for (const job of [webhook, clearExpired, deliver, webhook, sealAudit]) await stores().jobs.enqueue(job);
    const of = async (lane: JobLane, limit: number) =>
      (await stores().jobs.lease({ now: noon, leaseMs: LEASE_MS, limit, lane })).map(({ job }) => job);
    expect(await of('accounts', 1)).toEqual([clearExpired]);
    expect(await of('features', 9)).toEqual([webhook, webhook]);
    expect(await of('webhooks', 9)).toEqual([deliver]);
    expect(await of('accounts', 9)).toEqual([sealAudit]);
    await finishAll(at(10_000));
  });

  test('removes parked jobs of events that are older than that, as many at once as asked, and nothing else', async () => {
    const parked: Job[] = [
      { name: 'webhook.on-user.created', data: {} },
      { name: 'guestbook.on-guestbook.signed', data: {} },
      { name: 'guestbook.on-call', data: {} },
      clearExpired,
    ];
    for (const job of parked) await stores().jobs.enqueue(job);
    for (const { id, lease: held } of await lease(noon))
      await stores().jobs.fail(id, held, { retryAt: null, error: 'gone' });
    await stores().jobs.enqueue({ name: 'webhook.on-user.deleted', data: {} });
    const hourMs = 3_600_000;
    const hourAgo = new Date(Date.now() - hourMs);
    const inAnHour = new Date(Date.now() + hourMs);
    expect(await stores().jobs.removeParkedEvents(hourAgo, 9)).toBe(0);
    expect(await stores().jobs.removeParkedEvents(inAnHour, 1)).toBe(1);
    expect(await stores().jobs.removeParkedEvents(inAnHour, 9)).toBe(1);
    const left = (await stores().jobs.listParked(9)).map(({ name }) => name);
    expect(left).toEqual(['guestbook.on-call', 'clear-expired']);
    expect(await stores().jobs.discardParked('all')).toHaveLength(2);
    await finishAll(at(10_000));
  });

  test('gives a job to one of sixteen workers', async () => {
    for (let count = 0; count < 8; count += 1) await stores().jobs.enqueue(clearExpired);
    const leased = (await race(() => stores().jobs.lease({ now: noon, leaseMs: LEASE_MS, limit: 1 }))).flat();
    expect(leased).toHaveLength(8);
    expect(new Set(leased.map(({ id }) => id)).size).toBe(8);
    for (const { id, lease: held } of leased) expect(await stores().jobs.finish(id, held)).toBe(true);
  });

  test('gives a job out again once its lease ran out, and listens to the newest lease only', async () => {
    await stores().jobs.enqueue(clearExpired);
    const [first] = await lease(noon);
    expect(await lease(at(LEASE_MS - 1))).toEqual([]);
    const [second] = await lease(at(LEASE_MS));
    expect(second).toMatchObject({ id: first?.id, attempt: 2 });
    const id = first?.id ?? 0;
    const retry = { retryAt: noon, error: 'late' };
    expect(await stores().jobs.finish(id, first?.lease ?? '')).toBe(false);
    expect(await stores().jobs.fail(id, first?.lease ?? '', retry)).toBe(false);
    await stores().jobs.release([{ id, lease: first?.lease ?? '' }]);
    expect(await lease(at(LEASE_MS + 1))).toEqual([]);
    expect(await stores().jobs.finish(id, second?.lease ?? '')).toBe(true);
    expect(await stores().jobs.finish(id, second?.lease ?? '')).toBe(false);
  });

  test('tries a failed job again at its time', async () => {
    await stores().jobs.enqueue(clearExpired);
    const [leased] = await lease(noon);
    const failed = await stores().jobs.fail(leased?.id ?? 0, leased?.lease ?? '', {
      retryAt: at(50),
      error: 'x',
    });
    expect(failed).toBe(true);
    expect(await lease(at(49))).toEqual([]);
    expect(await lease(at(50))).toMatchObject([{ id: leased?.id, attempt: 2 }]);
    await finishAll(at(10_000));
  });

  test('says of each name how its jobs stand, and since when the oldest could have been done', async () => {
    const measureOf = async (name: string, now: Date) =>
      (await stores().jobs.measure(now)).find((measure) => measure.name === name);
    const later = new Date(Date.now() + 3_600_000);
    const muchLater = new Date(Date.now() + 7_200_000);
    const before = Date.now();
    await stores().jobs.enqueue(sealAudit);
    await stores().jobs.enqueue(sealAudit, { runAt: muchLater });
    const counts = { waiting: 2, retrying: 0, running: 0, parked: 0 };
    const fresh = await measureOf('seal-audit', later);
    expect(fresh).toMatchObject(counts);
    // By the store's clock, which need not be this machine's to the millisecond.
    expect(Number(fresh?.dueSince)).toBeGreaterThan(before - 2_000);
    expect(Number(fresh?.dueSince)).toBeLessThan(Date.now() + 2_000);
    const [leased] = await lease(noon);
    const held = { ...counts, waiting: 1, running: 1 };
    expect(await measureOf('seal-audit', noon)).toMatchObject({ ...held, dueSince: null });
    expect(await measureOf('seal-audit', at(LEASE_MS))).toMatchObject({
      ...held,
      dueSince: expect.any(Date),
    });
    await stores().jobs.fail(leased?.id ?? 0, leased?.lease ?? '', { retryAt: later, error: 'x' });
    const failed = { ...counts, retrying: 1 };
    expect(await measureOf('seal-audit', new Date(+later - 1))).toMatchObject({ ...failed, dueSince: null });
    expect(await measureOf('seal-audit', later)).toMatchObject({ ...failed, dueSince: later });
    const [again] = await lease(later);
    await stores().jobs.fail(again?.id ?? 0, again?.lease ?? '', { retryAt: null, error: 'x' });
    const parked = { ...counts, waiting: 1, parked: 1 };
    expect(await measureOf('seal-audit', later)).toMatchObject({ ...parked, dueSince: null });
    await stores().jobs.discardParked('all');
    await finishAll(muchLater);
    expect(await measureOf('seal-audit', muchLater)).toBeUndefined();
  });

  test('parks a job that is given up, and counts what there is', async () => {
    const before = await stores().jobs.count();
    await stores().jobs.enqueue(clearExpired);
    await stores().jobs.enqueue(sealAudit);
    await stores().jobs.enqueue(sealAudit, { runAt: at(5_000) });
    expect(await stores().jobs.count()).toEqual({ ...before, waiting: before.waiting + 3 });
    const [first, second] = await lease(noon);
    expect(await stores().jobs.count()).toMatchObject({ waiting: before.waiting + 1, running: 2 });
    await stores().jobs.fail(first?.id ?? 0, first?.lease ?? '', { retryAt: null, error: 'hopeless' });
    await stores().jobs.finish(second?.id ?? 0, second?.lease ?? '');
    expect(await stores().jobs.count()).toEqual({
      waiting: before.waiting + 1,
      running: 0,
      parked: before.parked + 1,
    });
    expect((await lease(at(6_000))).map(({ id }) => id)).not.toContain(first?.id);
    await finishAll(at(20_000));
  });

  test('gives leases back as if they had not been taken', async () => {
    await stores().jobs.enqueue(clearExpired);
    const [leased] = await lease(noon);
    await stores().jobs.release([{ id: leased?.id ?? 0, lease: leased?.lease ?? '' }]);
    expect(await lease(noon)).toMatchObject([{ id: leased?.id, attempt: 1 }]);
    await finishAll(at(10_000));
  });

  test('adds one of sixteen waiting jobs of the same key, and another while that one runs', async () => {
    await race(() => stores().jobs.enqueue(sealAudit, { uniqueKey: 'seal' }));
    const [running, ...others] = await lease(noon);
    expect(others).toEqual([]);
    await race(() => stores().jobs.enqueue(sealAudit, { uniqueKey: 'seal' }));
    const [next, ...more] = await lease(noon);
    expect(more).toEqual([]);
    expect(next?.id).not.toBe(running?.id);
    await finishAll(at(10_000));
  });

  test('adds no job of a key under which a failed one waits', async () => {
    await stores().jobs.enqueue(sealAudit, { uniqueKey: 'retried' });
    const [leased] = await lease(noon);
    await stores().jobs.fail(leased?.id ?? 0, leased?.lease ?? '', { retryAt: at(10), error: 'x' });
    await stores().jobs.enqueue(sealAudit, { uniqueKey: 'retried' });
    expect((await lease(at(10))).map(({ id }) => id)).toEqual([leased?.id]);
    await finishAll(at(10_000));
  });

  test('puts a failed job back beside a newer one of its key', async () => {
    await stores().jobs.enqueue(sealAudit, { uniqueKey: 'both' });
    const [leased] = await lease(noon);
    await stores().jobs.enqueue(sealAudit, { uniqueKey: 'both', runAt: at(20) });
    await stores().jobs.fail(leased?.id ?? 0, leased?.lease ?? '', { retryAt: at(10), error: 'x' });
    expect(await lease(at(20))).toHaveLength(2);
    await finishAll(at(10_000));
  });

  test('lists what failed and is tried again, soonest first', async () => {
    const { jobs } = stores();
    const failed = [];
    for (const retryAt of [at(9_000), at(8_000)]) {
      await jobs.enqueue(clearExpired);
      const [leased] = await lease(noon);
      await jobs.fail(leased?.id ?? 0, leased?.lease ?? '', { retryAt, error: 'Error 451' });
      failed.unshift({ id: leased?.id, name: 'clear-expired', attempts: 1, error: 'Error 451', retryAt });
    }
    await jobs.enqueue(sealAudit, { runAt: at(7_000) });
    expect(await jobs.listRetried(9)).toEqual(failed);
    expect(await jobs.listRetried(1)).toEqual(failed.slice(0, 1));
    await finishAll(at(10_000));
  });

  test('says of one job how it stands', async () => {
    const { jobs } = stores();
    expect(await jobs.find(987_654_321)).toBeNull();
    await jobs.enqueue(clearExpired, { runAt: at(30) });
    const [leased] = await lease(at(30));
    const { id, lease: held } = leased ?? { id: 0, lease: '' };
    expect(await jobs.find(id)).toEqual({ state: 'running', runAt: at(30) });
    await jobs.fail(id, held, { retryAt: at(60), error: 'x' });
    expect(await jobs.find(id)).toEqual({ state: 'waiting', runAt: at(60) });
    const [again] = await lease(at(60));
    await jobs.fail(id, again?.lease ?? '', { retryAt: null, error: 'x' });
    expect(await jobs.find(id)).toEqual({ state: 'parked', runAt: at(60) });
    await jobs.discardParked(id);
    expect(await jobs.find(id)).toBeNull();
  });

  test('lists what is parked, and gives it back or lets it go when told to, one or all', async () => {
    const { jobs } = stores();
    await jobs.discardParked('all');
    const park = async () => {
      await jobs.enqueue(clearExpired);
      const [leased] = await lease(noon);
      await jobs.fail(leased?.id ?? 0, leased?.lease ?? '', { retryAt: null, error: 'Error 550' });
      return leased?.id ?? 0;
    };
    const [first, second, third] = [await park(), await park(), await park()];
    await jobs.enqueue(sealAudit, { runAt: at(50_000) });
    const facts = { name: 'clear-expired', attempts: 1, error: 'Error 550' };
    expect(await jobs.listParked(2)).toEqual([
      { id: first, ...facts },
      { id: second, ...facts },
    ]);
    expect(await jobs.countWaiting()).toEqual([{ name: 'seal-audit', jobs: 1 }]);
    expect(await jobs.retryParked(second)).toEqual([second]);
    expect(await jobs.retryParked(second)).toEqual([]);
    const [again] = await lease(noon);
    expect(again).toMatchObject({ id: second, attempt: 1 });
    expect(await jobs.discardParked(second)).toEqual([]);
    expect(await jobs.discardParked(first)).toEqual([{ id: first, name: 'clear-expired' }]);
    expect(await jobs.retryParked('all')).toEqual([third]);
    expect(await jobs.discardParked('all')).toEqual([]);
    await finishAll(at(50_000));
  });

  test('adds no job whose transaction fails', async () => {
    const attempt = stores().transact(async (inside) => {
      await inside.jobs.enqueue(clearExpired);
      throw new Error('no');
    });
    await expect(attempt).rejects.toThrow('no');
    expect(await lease(noon)).toEqual([]);
  });
});

describe.each(['sqlite', 'postgres'] as const)('%s job table', (kind) => {
  const stores = storesUnderTest(kind);

  test('gives out an e-mail that waits since the previous version in the words of this one', async () => {
    const occasion = { at: noon.toISOString(), ipAddress: '203.0.113.7', userAgent: 'Firefox' };
    const rest = { username: 'ana', path: '/accounts/reset/x/', expiresInMinutes: 60 };
    const before = [
      { name: 'mail-password-reset', email: 'ana@mail.example', language: 'en', occasion },
      {
        name: 'send-letter',
        to: 'ana@mail.example',
        language: 'en',
        link: null,
        letter: { letter: 'password-reset', ...rest, occasion },
      },
      {
        name: 'send-letter',
        to: 'ana@mail.example',
        language: 'en',
        letter: { letter: 'feature', name: 'guestbook.new-line', data: { letter: 'x' } },
      },
    ];
    // As the previous version wrote them: this one's types know no such job.
    for (const job of before) await stores().jobs.enqueue(job as unknown as Job);
    const leased = await stores().jobs.lease({ now: at(100), leaseMs: 1_000, limit: 10 });
    expect(leased.map(({ job }) => job)).toEqual([
      { name: 'mail-password-reset', email: 'ana@mail.example', language: 'en', requestDetails: occasion },
      {
        name: 'send-mail',
        to: 'ana@mail.example',
        language: 'en',
        link: null,
        mail: { mail: 'password-reset', ...rest, requestDetails: occasion },
      },
      {
        name: 'send-mail',
        to: 'ana@mail.example',
        language: 'en',
        mail: { mail: 'feature', name: 'guestbook.new-line', data: { letter: 'x' } },
      },
    ]);
    for (const { id, lease } of leased) await stores().jobs.finish(id, lease);
  });

  test('shows no payload to who reads the table', async () => {
    const to = 'canary@mail.example';
    const mail = {
      mail: 'activation',
      username: 'c',
      path: '/secret-path/',
      expiresInMinutes: 1,
    } as const;
    await stores().jobs.enqueue({ name: 'send-mail', to, language: 'en', mail });
    const rows = await stores().database?.db.selectFrom('stagedoor_job').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/canary|secret-path/);
    await stores().jobs.lease({ now: noon, leaseMs: 1, limit: 1 });
  });

  test('parks a payload that cannot be opened, and gives out the jobs behind it', async () => {
    await stores().jobs.enqueue({ name: 'clear-expired' });
    await stores().attack("update stagedoor_job set payload = replace(payload, 'v1.', 'v2.')");
    await stores().jobs.enqueue({ name: 'seal-audit' });
    const leased = await stores().jobs.lease({ now: at(100), leaseMs: 1_000, limit: 10 });
    expect(leased.map(({ job }) => job)).toEqual([{ name: 'seal-audit' }]);
    expect(await stores().jobs.count()).toEqual({ waiting: 0, running: 1, parked: 2 });
  });
});
