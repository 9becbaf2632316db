import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sendSigned } from '../../src/core/webhook/send-signed.ts';
import { defineEvent } from '../../src/create-stagedoor/define-event.ts';
import type { FeatureParts } from '../../src/create-stagedoor/feature.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { createPublicLookup } from '../../src/infrastructure/authentication/public-address.ts';
import { systemClock } from '../../src/infrastructure/system-clock.ts';
import { createWebhookSender } from '../../src/infrastructure/webhook/webhook-sender.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { databases } from '../support/databases.ts';

const secret = () => `whsec_${randomBytes(32).toString('base64')}`;
const SECRET = secret();
const FORMER = secret();
const PASSWORD = 'Brass lamp 1 over the door';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const received: Received[] = [];
let answer: {
  status: number;
  headers?: Record<string, string>;
  isSilent?: boolean;
  body?: (response: ServerResponse) => unknown;
} = { status: 204 };
let receiver: Server;
let base: string;

beforeAll(async () => {
  receiver = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      if (answer.isSilent === true) return;
      response.writeHead(answer.status, answer.headers);
      if (answer.body === undefined) response.end();
      else answer.body(response);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterEach(() => {
  received.length = 0;
  answer = { status: 204 };
});
afterAll(() => {
  receiver.closeAllConnections();
  return new Promise((resolve) => receiver.close(resolve));
});

const lit = defineEvent<{ lampId: number }>('lamp.lit');
const lamp = defineFeature({
  name: 'lamp',
  events: [lit],
  useCases: ({ transact }: FeatureParts<object>) => ({
    light: (lampId: number) => transact((inside) => inside.emit(lit, { lampId })),
  }),
});

describe.each(databases)('a webhook on $database', ({ open }) => {
  let folder: string;
  let drop: () => Promise<void>;
  let environment: Readonly<Record<string, string>>;
  let stagedoor: Awaited<ReturnType<typeof start>>;
  let lateMs = 0;
  const clock = { ...systemClock, now: () => new Date(Date.now() + lateMs), waitUntil: async () => {} };

  async function start(env: Readonly<Record<string, string>> = {}) {
    return await createStagedoor({
      env: {
        DATA_DIR: folder,
        LOG_LEVEL: 'silent',
        WEBHOOK_URL: `${base}/hooks/`,
        WEBHOOK_SECRETS: `${SECRET},${FORMER}`,
        WEBHOOK_ALLOW_PRIVATE: 'true',
        ...environment,
        ...env,
      },
      features: [lamp],
      passwordHasher: { memoryCostKib: 1_024, timeCost: 1 },
      clock,
    });
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'webhooks-'));
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

  const createUser = (username: string) =>
    stagedoor.useCases.user.create({ by: 'operator', username, password: PASSWORD, validatePassword: false });

  it('tells of a user by a request that a receiver of Standard Webhooks verifies, by either secret', async () => {
    const { id } = await createUser('ana');
    await stagedoor.backgroundWork.drain();
    expect(received).toHaveLength(1);
    const [{ path, headers, body }] = received as [Received];
    expect([path, headers['content-type']]).toEqual(['/hooks/', 'application/json']);
    for (const key of [SECRET, FORMER])
      expect(new Webhook(key).verify(body, headers as Record<string, string>)).toEqual({
        type: 'user.created',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        data: { user_id: id, by: 'operator' },
      });
    expect(() => new Webhook(secret()).verify(body, headers as Record<string, string>)).toThrow();
    expect(() => new Webhook(SECRET).verify(`${body} `, headers as Record<string, string>)).toThrow();
  });

  it('tells of a feature’s own events as they are, and of failed log-ins only where it is asked to', async () => {
    await stagedoor.features.lamp.light(7);
    const visitor = { ipAddress: '203.0.113.7', userAgent: '', language: 'en', deviceKey: null } as const;
    const wrong = { identifier: 'ana', password: 'wrong', rememberMe: null, sessionKey: null, visitor };
    await expect(stagedoor.useCases.login.logIn(wrong)).rejects.toThrow();
    await stagedoor.backgroundWork.drain();
    expect(received.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: 'lamp.lit', data: { lampId: 7 } },
    ]);
    const asked = await start({ WEBHOOK_EVENTS: 'login.failed' });
    received.length = 0;
    await expect(asked.useCases.login.logIn(wrong)).rejects.toThrow();
    await asked.features.lamp.light(8);
    await asked.backgroundWork.drain();
    expect(received.map(({ body }) => JSON.parse(body).type)).toEqual(['login.failed']);
    await asked.close();
  });

  it('tries again under the same id until the receiver has it', async () => {
    answer = { status: 500 };
    await createUser('ben');
    await stagedoor.backgroundWork.drain();
    answer = { status: 200 };
    lateMs = 3_000;
    await stagedoor.backgroundWork.drain();
    lateMs = 60_000;
    await stagedoor.backgroundWork.drain();
    lateMs = 0;
    expect(received).toHaveLength(2);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(received[0]?.body).toBe(received[1]?.body);
  });

  it('tells when each try was, and not when it happened', async () => {
    answer = { status: 500 };
    await createUser('bob');
    const happenedAt = Date.now();
    await stagedoor.backgroundWork.drain();
    answer = { status: 200 };
    lateMs = 600_000;
    await stagedoor.backgroundWork.drain();
    lateMs = 0;
    const tries = received.map(({ headers }) => Number(headers['webhook-timestamp']) * 1_000 - happenedAt);
    expect(tries[0]).toBeLessThan(60_000);
    expect(tries[1]).toBeGreaterThan(590_000);
    expect(tries[1]).toBeLessThan(660_000);
  });

  it('says of a receiver that does not answer in time that it did not', async () => {
    answer = { status: 200, isSilent: true };
    const impatient = await start({ WEBHOOK_TIMEOUT_SECONDS: '1' });
    await createUser('bibi');
    await impatient.backgroundWork.drain();
    const { failed } = await impatient.useCases.job.list({});
    expect(failed).toMatchObject([{ name: 'webhook.on-user.created', error: 'no answer within 1 s' }]);
    await impatient.close();
    answer = { status: 204 };
    lateMs = 60_000;
    await stagedoor.backgroundWork.drain();
    lateMs = 0;
  });

  it('gives up what was tried for long, lists why, and sends it again when told to', async () => {
    answer = { status: 503 };
    await createUser('cleo');
    for (let hour = 0; hour < 21; hour += 1) {
      await stagedoor.backgroundWork.drain();
      lateMs += 3_600_000;
    }
    const { failed } = await stagedoor.useCases.job.list({});
    expect(failed).toMatchObject([
      { name: 'webhook.on-user.created', state: 'parked', error: expect.stringContaining('answered 503') },
    ]);
    answer = { status: 200 };
    received.length = 0;
    await stagedoor.useCases.job.retry({ which: 'all' });
    await stagedoor.backgroundWork.drain();
    lateMs = 0;
    expect(received).toHaveLength(1);
  });
});

describe('what sends webhooks', () => {
  const event = { id: 'evt_1', type: 'user.created', occurredAt: new Date(), data: { userId: 1 } };
  const { signal } = new AbortController();
  const send = (changes: Partial<Parameters<typeof createWebhookSender>[0]> & { url?: string } = {}) => {
    const { url = `${base}/hooks/`, ...options } = changes;
    const postWebhook = createWebhookSender({ timeoutMs: 200, allowsPrivate: true, ...options });
    return sendSigned({ postWebhook, clock: systemClock }, event, {
      target: { url, secrets: [SECRET] },
      signal,
    });
  };

  it('follows no redirect', async () => {
    answer = { status: 307, headers: { location: `${base}/elsewhere/` } };
    expect(await send()).toMatchObject({ statusCode: 307, error: 'answered 307' });
    expect(received.map(({ path }) => path)).toEqual(['/hooks/']);
  });

  it('connects to no address inside, by number or by name, unless it may', async () => {
    const refused = { statusCode: null, error: 'unreached PRIVATE_ADDRESS' };
    expect(await send({ allowsPrivate: false })).toMatchObject(refused);
    const rebinding = createPublicLookup('WEBHOOK_ALLOW_PRIVATE', (_, __, callback) =>
      callback(null, [{ address: '169.254.169.254', family: 4 }]),
    );
    const named = { url: 'http://hooks.example/', allowsPrivate: false, lookup: rebinding };
    expect(await send(named)).toMatchObject(refused);
    expect(received).toEqual([]);
  });

  it('says by a code why nothing was reached', async () => {
    const unknown = Object.assign(new Error('no'), { code: 'ENOTFOUND' });
    const named = {
      url: 'http://hooks.example/',
      lookup: ((_, __, callback) => callback(unknown, '')) as LookupFunction,
    };
    expect(await send(named)).toMatchObject({ statusCode: null, error: 'unreached ENOTFOUND' });
    expect(await send({ url: 'http://127.0.0.1:1/' })).toMatchObject({
      error: 'unreached ECONNREFUSED',
    });
  });

  it('waits no longer than it may', async () => {
    answer = { status: 200, isSilent: true };
    const startedAt = Date.now();
    expect(await send()).toMatchObject({ statusCode: null, error: 'no-answer 0.2' });
    expect(Date.now() - startedAt).toBeLessThan(5_000);
  });

  it.each<[string, (response: ServerResponse) => unknown]>([
    ['is long', (response) => response.end('x'.repeat(70_000))],
    ['does not end', (response) => response.write('{')],
    ['breaks off', (response) => response.write('{', () => response.destroy())],
  ])('goes by the status where what comes after it %s', async (_, body) => {
    answer = { status: 200, body };
    expect(await send()).toMatchObject({ statusCode: 200, error: null });
    answer = { status: 503, body };
    expect(await send()).toMatchObject({ statusCode: 503, error: 'answered 503' });
  });
});

describe('a configuration with a webhook', () => {
  const start = (env: Readonly<Record<string, string>>) =>
    createStagedoor({
      env: { DATABASE_URL: 'sqlite::memory:', DATA_DIR: tmpdir(), LOG_LEVEL: 'silent', ...env },
    });
  const URL_SET = { WEBHOOK_URL: 'https://hooks.example/' };

  it.each([
    ['no secret', URL_SET, 'WEBHOOK_URL needs WEBHOOK_SECRETS'],
    ['a short secret', { ...URL_SET, WEBHOOK_SECRETS: 'whsec_c2hvcnQ=' }, '24 to 64 random bytes'],
    ['a secret of another form', { ...URL_SET, WEBHOOK_SECRETS: 'x'.repeat(60) }, '24 to 64 random bytes'],
    [
      'a password in the address',
      { WEBHOOK_URL: 'https://a:b@hooks.example/', WEBHOOK_SECRETS: SECRET },
      'without user',
    ],
    [
      'an event that nobody tells',
      { ...URL_SET, WEBHOOK_SECRETS: SECRET, WEBHOOK_EVENTS: 'user.born' },
      'user.born is told by nobody',
    ],
  ])('does not start with %s', async (_, env, problem) => {
    await expect(start(env)).rejects.toThrow(problem);
  });

  it('leaves the name webhook to us', () => {
    expect(() => defineFeature({ name: 'webhook' })).toThrow('nobody else’s');
  });
});
