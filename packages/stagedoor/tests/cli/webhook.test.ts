import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openWebhookReceiver, statusOf, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { useSites } from './sites.ts';

const sites = useSites();
const key = () => randomBytes(32).toString('base64url');
let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await openWebhookReceiver();
});
afterEach(() => {
  receiver.received.length = 0;
  receiver.answers.clear();
});
afterAll(() => receiver.close());

async function migrated(environment: Readonly<Record<string, string>> = {}) {
  const settings = { WEBHOOK_ALLOW_PRIVATE: 'true', ...environment };
  const site = await sites.onSqlite(settings);
  await site.run(['migrate']);
  const webhook = (...words: string[]) => site.run(['webhook', ...words]);
  return { site, settings, webhook };
}

test('webhook add shows the secret once, and list shows all else', async () => {
  const { webhook } = await migrated();
  expect(await webhook()).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: 'No endpoints. Add one: stagedoor webhook add https://example.org/hooks/\n',
  });
  const added = await webhook('add', `${receiver.origin}/one`, '--events', 'user.created, user.deleted');
  expect(added).toMatchObject({ exitCode: 0, stderr: '' });
  expect(added.stdout).toMatch(
    /^Endpoint 1 is told of events from now on\..*\nIts secret, shown now and never again: whsec_[A-Za-z0-9+/=]{44}\n$/,
  );
  const { stdout } = await webhook('list');
  expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
    `${'ID  URL'.padEnd(receiver.origin.length + 10)}EVENTS                     STATE    DROPPED  DESCRIPTION`,
    `1   ${receiver.origin}/one  user.created,user.deleted  enabled  0        -`,
    '',
  ]);
  const json = JSON.parse((await webhook('list', '--json')).stdout);
  expect(json).toEqual({
    id: 1,
    url: `${receiver.origin}/one`,
    event_types: ['user.created', 'user.deleted'],
    description: '',
    created_at: expect.any(String),
    disabled_at: null,
    disabled_why: null,
    failing_since: null,
    failures: 0,
    dropped: 0,
    rests_until: null,
    former_secret_ends_at: null,
  });
});

test('webhook refuses what cannot be told, in words, and does nothing', async () => {
  const { webhook } = await migrated();
  for (const [words, exitCode, problem] of [
    [['add', 'ftp://hooks.example/'], 2, 'The URL must be an address such as'],
    [['add', 'https://hooks.example/', '--events', 'user.born'], 2, 'user.born is told by nobody here'],
    [['add', 'https://hooks.example/', '--events', ''], 2, '--events: name the types, separated by commas'],
    [['add', 'https://hooks.example/', '--events', ' ,'], 2, '--events: name the types, separated by commas'],
    [['remove', '7'], 1, 'There is no endpoint 7.'],
    [['remove', 'seven'], 2, 'seven is not the number of an endpoint'],
    [['log', '--endpoint', '99'], 1, 'There is no endpoint 99.'],
    [['resend'], 2, 'Give the number of a delivery'],
    [['resend', '1'], 1, 'There is no delivery 1.'],
    [['lst'], 2, 'list'],
  ] as const) {
    const outcome = await webhook(...words);
    expect(outcome, words.join(' ')).toMatchObject({ exitCode, stdout: '' });
    expect(outcome.stderr).toContain(problem);
  }
  expect((await webhook('list')).stdout).toBe('');
});

test('webhook add refuses an address inside and names the setting, and says that a URL is there already', async () => {
  const { site, webhook } = await migrated({ WEBHOOK_ALLOW_PRIVATE: 'false' });
  expect(await webhook('add', 'http://127.0.0.1:9/')).toMatchObject({
    exitCode: 2,
    stderr:
      'The URL must have a public address: 127.0.0.1 is inside, and nothing is sent there unless WEBHOOK_ALLOW_PRIVATE=true.\nFor help: stagedoor webhook add --help\n',
  });
  await webhook('add', 'https://hooks.example/');
  expect(await webhook('add', 'https://hooks.example/')).toMatchObject({
    exitCode: 0,
    stderr: 'Endpoint 1 has this URL too: what both ask for is sent there twice.\n',
  });
  const inSpanish = { environment: { LANG: 'es_ES.UTF-8' } };
  expect((await site.run(['webhook', 'add', 'https://hooks.example/'], inSpanish)).stderr).toBe(
    'También tienen esta URL los destinos 1, 2: lo que pidan varios llega varias veces.\n',
  );
});

test('in production webhook add takes https alone', async () => {
  const { webhook } = await migrated({
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://site.example',
    SECRET_KEY: key(),
    CRYPTOGRAPHY_KEY: key(),
    MAIL_URL: 'smtp://127.0.0.1:2525',
  });
  expect(await webhook('add', 'http://hooks.example/')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('The URL must start with https:// in production.'),
  });
});

test('webhook log tells what came of each, resend sends again, and nothing of it shows what was in it', async () => {
  const { site, settings, webhook } = await migrated();
  const stagedoor = await sites.lookInto(site, settings);
  await webhook('add', `${receiver.origin}/one`);
  receiver.answers.set('/one', statusOf(410));
  const { id } = await stagedoor.useCases.user.create({
    by: 'operator',
    username: 'ana',
    password: 'Brass lamp 1 over the door',
    validatePassword: false,
  });
  await stagedoor.backgroundWork.drain();
  const { stdout } = await webhook('log', '--failed');
  expect(stdout).toMatch(
    /^ID +ENDPOINT +HAPPENED AT +TRIED AT +EVENT +EVENT ID +STATE +STATUS +MS +TRIES +AGAIN AT +ERROR\n1 /,
  );
  expect(stdout).toMatch(
    /user\.created +evt_[0-9a-f]{32} +failed +410 +\d+ +1 +- +the endpoint was disabled/,
  );
  expect(stdout).not.toContain(String(id));
  expect((await webhook('list')).stdout).toContain('disabled: it said that it is gone (410)');
  expect(await webhook('resend', '1')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('Endpoint 1 is disabled. Enable it first'),
  });
  expect(await webhook('enable', '1')).toMatchObject({ exitCode: 0 });
  expect(await webhook('enable', '1')).toEqual({
    exitCode: 0,
    stdout: 'Endpoint 1 is enabled already.\n',
    stderr: '',
  });
  expect(await webhook('resend', '1')).toMatchObject({ stdout: '1 delivery is sent again.\n' });
  expect(await webhook('resend', '1')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(
      /^Delivery 1 waits already, and is tried at \S+Z\. .*: stagedoor webhook test 1\n$/,
    ),
  });
  expect(await webhook('resend', '--endpoint', '1', '--failed-since', '2026-01-01')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(
      /^None has failed since then\. What waits for endpoint 1 is tried from \S+Z on\. .*test 1\n$/,
    ),
  });
  receiver.answers.clear();
  await stagedoor.backgroundWork.drain();
  expect(JSON.parse((await webhook('log', '--json')).stdout)).toEqual({
    id: 1,
    endpoint_id: 1,
    event_id: receiver.received[0]?.headers['webhook-id'],
    event_type: 'user.created',
    occurred_at: expect.any(String),
    created_at: expect.any(String),
    state: 'delivered',
    attempts: 1,
    due_at: null,
    next_try_at: null,
    tried_at: expect.any(String),
    status_code: 204,
    duration_ms: expect.any(Number),
    error: null,
    ended_at: expect.any(String),
  });
});

test('webhook test, rotate-secret, disable and remove say what they did, in Spanish where the terminal is', async () => {
  const { site, settings, webhook } = await migrated();
  await webhook('add', `${receiver.origin}/one`);
  expect((await webhook('test', '1')).stdout).toMatch(/^Received: 204 after \d+ ms\.\n$/);
  receiver.answers.set('/one', statusOf(500));
  const stagedoor = await sites.lookInto(site, settings);
  const user = { username: 'ana', password: 'Brass lamp 1 over the door', validatePassword: false } as const;
  await stagedoor.useCases.user.create({ by: 'operator', ...user });
  await stagedoor.backgroundWork.drain();
  expect(await webhook('test', '1')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^Not received after \d+ ms: answered 500\.\n$/),
  });
  receiver.answers.clear();
  expect((await webhook('test', '1')).stdout).toMatch(
    /^Received: 204 after \d+ ms\.\n1 delivery that waited is due now\.\n$/,
  );
  expect((await webhook('rotate-secret', '1')).stdout).toMatch(/whsec_\S+\nUntil \S+Z both secrets sign\./);
  expect((await webhook('rotate-secret', '1', '--now')).stdout).toMatch(/whsec_\S+\nThe secret before ended/);
  expect(await webhook('disable', '1')).toMatchObject({ exitCode: 0 });
  expect(await webhook('disable', '1')).toEqual({
    exitCode: 0,
    stdout: 'Endpoint 1 is disabled already.\n',
    stderr: '',
  });
  const inSpanish = { environment: { LANG: 'es_ES.UTF-8' } };
  expect((await site.run(['webhook', 'list'], inSpanish)).stdout).toContain('desactivado');
  expect(await site.run(['webhook', 'remove', '1'], inSpanish)).toMatchObject({
    stdout: 'Destino 1 eliminado.\n',
  });
});

test('rotate_keys seals endpoints under the current key, also where a shared secret signs tokens', async () => {
  const [former, current] = [key(), key()];
  const { site } = await migrated({ CRYPTOGRAPHY_KEY: former });
  await site.run(['webhook', 'add', `${receiver.origin}/one`]);
  const rotated = await site.run(['rotate_keys'], {
    environment: { CRYPTOGRAPHY_KEY: current, CRYPTOGRAPHY_KEY_FALLBACKS: former },
  });
  expect(rotated.stdout).toMatch(/^1 stored secret is sealed under the current CRYPTOGRAPHY_KEY\.$/m);
  const later = { environment: { CRYPTOGRAPHY_KEY: current } };
  expect((await site.run(['webhook', 'test', '1'], later)).exitCode).toBe(0);
  const before = await site.run(['webhook', 'test', '1']);
  expect(before.stderr).toContain('the CRYPTOGRAPHY_KEY that sealed it is gone');
  expect((await site.run(['webhook', 'rotate-secret', '1'])).stderr).toContain('Remove the endpoint');
});
