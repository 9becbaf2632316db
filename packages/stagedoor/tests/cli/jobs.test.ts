import { afterEach, expect, test } from 'vitest';
import { after } from '../../src/core/kernel/clock.ts';
import { createSealer } from '../../src/infrastructure/crypto/sealer.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { createStores } from '../../src/infrastructure/database/stores.ts';
import { useSites } from './sites.ts';

const sites = useSites();
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
});

/** A site with one parked job for each error, and an e-mail that waits. */
async function siteWithParked(...errors: string[]) {
  const site = await sites.onSqlite();
  await site.run(['migrate']);
  const database = await openDatabase(`sqlite:${site.folder}/data/stagedoor.db`);
  open.push(database);
  // Another key than the site's: whoever lists and decides never looks into a job.
  const stores = createStores(database, { sealer: createSealer(['k'.repeat(32)]) });
  for (const error of errors) {
    await stores.jobs.enqueue({ name: 'clear-expired' });
    const [leased] = await stores.jobs.lease({ now: new Date(), leaseMs: 1_000, limit: 1 });
    await stores.jobs.fail(leased?.id ?? 0, leased?.lease ?? '', { retryAt: null, error });
  }
  await stores.jobs.enqueue({ name: 'seal-audit' }, { runAt: after(new Date(), 60_000) });
  return { site, stores };
}

test('jobs lists what was given up and counts what waits', async () => {
  const { site } = await siteWithParked('Error EENVELOPE 550', 'The payload cannot be opened.');
  for (const words of [['jobs'], ['jobs', 'list']])
    expect(await site.run(words)).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: [
        'ID  JOB            STATE   TRIES  AGAIN AT  ERROR',
        '1   clear-expired  parked  1      -         Error EENVELOPE 550',
        '2   clear-expired  parked  1      -         The payload cannot be opened.',
        'Parked: 2',
        'Running: 0',
        'Waiting: 1 (seal-audit 1)',
        '',
      ].join('\n'),
    });
  const { stdout } = await site.run(['jobs', 'list', '--json']);
  expect(JSON.parse(stdout.split('\n')[0] ?? '')).toEqual({
    id: 1,
    name: 'clear-expired',
    state: 'parked',
    attempts: 1,
    error: 'Error EENVELOPE 550',
    retry_at: null,
  });
  expect(await site.run(['jobs', 'list', '--json', '--limit', '1'])).toMatchObject({
    stdout: `${stdout.split('\n')[0]}\n`,
    stderr: 'There is more: --limit\n',
  });
  expect(await site.run(['jobs', '--check'])).toMatchObject({
    exitCode: 1,
    stderr: 'Jobs are parked: retry or discard them.\n',
  });
});

test('jobs tells why a job that is tried again failed, and when it is', async () => {
  const { site, stores } = await siteWithParked();
  await stores.jobs.enqueue({ name: 'clear-expired' });
  const [leased] = await stores.jobs.lease({ now: new Date(), leaseMs: 1_000, limit: 1 });
  const retryAt = new Date('2100-01-01T00:00:00Z');
  const error = 'the mail server answered DATA with 451';
  await stores.jobs.fail(leased?.id ?? 0, leased?.lease ?? '', { retryAt, error });
  const { stdout } = await site.run(['jobs']);
  expect(stdout).toContain(`clear-expired  tried again  1      2100-01-01T00:00:00.000Z  ${error}\n`);
  expect((await site.run(['jobs', '--limit', '1'])).stderr).toBe('');
  await stores.jobs.enqueue({ name: 'clear-expired' });
  const [another] = await stores.jobs.lease({ now: new Date(), leaseMs: 1_000, limit: 1 });
  await stores.jobs.fail(another?.id ?? 0, another?.lease ?? '', { retryAt, error });
  expect((await site.run(['jobs', '--limit', '1'])).stderr).toBe('There is more: --limit\n');
});

test('jobs retry gives one job its tries back, jobs discard deletes the rest; both are audited', async () => {
  const { site, stores } = await siteWithParked('a', 'b', 'c');
  expect((await site.run(['jobs', 'retry', '2'])).stdout).toBe('1 job is tried again.\n');
  expect(await stores.jobs.count()).toEqual({ waiting: 2, running: 0, parked: 2 });
  expect((await site.run(['jobs', 'discard', '--all'])).stdout).toBe('2 jobs discarded.\n');
  expect(await stores.jobs.count()).toEqual({ waiting: 2, running: 0, parked: 0 });
  expect((await site.run(['jobs', '--check'])).exitCode).toBe(0);
  expect((await site.run(['jobs'])).stdout).toMatch(/^2 +clear-expired +tried again +0 +now +b$/m);
  const events = await stores.audit.listUnsealed(10);
  expect(events.map(({ action, detail }) => ({ action, ...detail }))).toEqual([
    { action: 'jobs-retry', jobs: 1, job: 2 },
    { action: 'jobs-discard', job: 1, name: 'clear-expired' },
    { action: 'jobs-discard', job: 3, name: 'clear-expired' },
  ]);
});

test('jobs touches nothing that is not parked, and not all by mistake', async () => {
  const { site, stores } = await siteWithParked();
  expect(await site.run(['jobs', '--json'])).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: 'No failed jobs.\n',
  });
  expect(await site.run(['jobs', 'discard', '1'])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^Job 1 is not parked: it waits until 20\S+Z\. Nothing was changed\.\n$/),
  });
  await stores.jobs.enqueue({ name: 'clear-expired' });
  const deciding = async (words: readonly string[]) => (await site.run(['jobs', ...words])).stderr;
  expect(await deciding(['retry', '2'])).toBe(
    'Job 2 is not parked: it waits for a worker. Nothing was changed.\n',
  );
  const [leased] = await stores.jobs.lease({ now: new Date(), leaseMs: 1_000, limit: 1 });
  expect(await deciding(['discard', '2'])).toBe(
    'Job 2 is not parked: a worker has it now. Nothing was changed.\n',
  );
  await stores.jobs.finish(2, leased?.lease ?? '');
  expect(await deciding(['retry', '2'])).toBe('There is no job 2. Jobs that are done are not kept.\n');
  for (const words of [['retry'], ['discard', '1', '--all'], ['retry', 'x']]) {
    expect((await site.run(['jobs', ...words])).exitCode).toBe(2);
  }
  expect(await stores.jobs.count()).toEqual({ waiting: 1, running: 0, parked: 0 });
});
