import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { createLogger } from '../../src/infrastructure/logging/create-logger.ts';
import { createServer } from '../../src/server.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function openSite(mailUrl: string, lines: string[]) {
  const directory = await mkdtemp(join(tmpdir(), 'stagedoor-'));
  const stagedoor = await createStagedoor({
    env: { NODE_ENV: 'test', DATA_DIR: directory, MAIL_URL: mailUrl, MAIL_FROM: 'noreply@example.com' },
    logger: createLogger('trace', { write: (line: string) => void lines.push(line) }),
    passwordHasher: { memoryCostKib: 64, timeCost: 1 },
  });
  await stagedoor.migrations.apply();
  const app = createServer(stagedoor);
  closing.push(
    () => rm(directory, { recursive: true, force: true }),
    () => stagedoor.close(),
    () => app.close(),
  );
  return { stagedoor, app };
}

it('a mail server that quotes an e-mail brings neither its link nor the address into the log or the job', async () => {
  const lines: string[] = [];
  const sink = await startSmtpSink();
  closing.push(sink.close);
  const { stagedoor, app } = await openSite(sink.url, lines);
  const email = 'ana@mail.example';
  const account = { email, username: 'ana', password: 'tulips-under-7-bridges', validatePassword: false };
  await stagedoor.useCases.user.create({ by: 'operator', ...account, isStaff: false, isSuperuser: false });
  sink.next('refuse-and-quote');
  const asked = await app.inject({ method: 'POST', url: '/api/password/reset/', payload: { email } });
  expect(asked.statusCode).toBe(200);
  await stagedoor.backgroundWork.drain();
  const { failed } = await stagedoor.useCases.job.list({ limit: 9 });
  expect(failed).toMatchObject([
    { state: 'parked', error: 'the mail server answered DATA with 554 5.7.1', attempts: 1 },
  ]);
  const log = lines.join('');
  expect(log).toContain('a job failed');
  expect(log).toContain('the mail server answered DATA with 554 5.7.1');
  expect(log).not.toContain(email);
  expect(log).not.toContain('/accounts/reset/');
});
