import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, it, vi } from 'vitest';
import { days } from '../../src/core/kernel/clock.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { createStores } from '../../src/infrastructure/database/stores.ts';
import { createLogger } from '../../src/infrastructure/logging/create-logger.ts';
import { fixedClock } from '../../src/infrastructure/memory/fixed-clock.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A site with one sealed event that is older than the site keeps events, and the lines of its log. */
async function openSealedSite() {
  const folder = await mkdtemp(join(tmpdir(), 'stagedoor-'));
  const lines: string[] = [];
  const clock = fixedClock(new Date());
  const stagedoor = await createStagedoor({
    env: { NODE_ENV: 'test', DATA_DIR: folder, AUDIT_RETENTION_DAYS: '30' },
    clock,
    logger: createLogger('info', { write: (line: string) => void lines.push(line) }),
  });
  closing.push(
    () => rm(folder, { recursive: true, force: true }),
    () => stagedoor.close(),
  );
  await stagedoor.migrations.apply();
  const account = { username: 'ana', password: 'tulips-under-7-bridges', validatePassword: false };
  for (const username of ['ana', 'berta'])
    await stagedoor.useCases.user.create({
      by: 'operator',
      ...account,
      username,
      email: `${username}@mail.example`,
    });
  await stagedoor.useCases.audit.seal();
  clock.advance(days(31));
  return { stagedoor, lines, file: join(folder, 'stagedoor.db') };
}

/** As somebody with the file in hand would: past the triggers. */
function attack(file: string, statement: string): void {
  const database = new Database(file);
  const triggers = database.prepare<[], { name: string }>(
    "select name from sqlite_master where type = 'trigger' and name like 'stagedoor_audit%'",
  );
  for (const { name } of triggers.all()) database.exec(`drop trigger ${name}`);
  database.exec(statement);
  database.close();
}

it('an audit log that was changed is named in the job that met it, and in the log', async () => {
  const { stagedoor, lines, file } = await openSealedSite();
  attack(file, "update stagedoor_audit_event set ip_address = '198.51.100.1'");
  const database = await openDatabase(`sqlite:${file}`);
  closing.push(() => database.close());
  const { jobs } = createStores(database, { sealer: stagedoor.sealer });
  await jobs.enqueue({ name: 'prune-records' });
  await stagedoor.backgroundWork.drain();
  const sentence = expect.stringMatching(/seal 1\b.*not what was written/);
  const { failed } = await stagedoor.useCases.job.list({ limit: 9 });
  expect(failed).toMatchObject([{ state: 'retried', error: sentence }]);
  const told = lines.map((line) => JSON.parse(line));
  expect(told).toMatchObject([{ msg: 'a job failed', reason: sentence }]);
});

it('an audit log that was cut off is named in the log by whoever will not seal it', async () => {
  const { stagedoor, lines, file } = await openSealedSite();
  attack(file, 'delete from stagedoor_audit_seal where sequence = 2');
  stagedoor.backgroundWork.start();
  await vi.waitFor(() => expect(lines.join('')).toContain('background work failed'), 5_000);
  await stagedoor.backgroundWork.stop(0);
  const told = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'background work failed');
  expect(told.err).toMatchObject({
    type: 'AuditChainBroken',
    message: expect.stringContaining('cut-off at or before seal 2'),
  });
});
