import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineApiRoute } from '../../src/api/api-route.ts';
import { ourCommands, ourOptions } from '../../src/create-stagedoor/command-names.ts';
import { defineAuditEvent } from '../../src/create-stagedoor/define-audit-event.ts';
import { commandValue, defineCommand } from '../../src/create-stagedoor/define-command.ts';
import { defineTexts } from '../../src/create-stagedoor/define-texts.ts';
import type { FeatureParts } from '../../src/create-stagedoor/feature.ts';
import { defineJob } from '../../src/create-stagedoor/inside.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { json } from '../../src/http/answer/answer.ts';
import type { Connection } from '../../src/infrastructure/database/connection.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { createServer } from '../../src/server.ts';
import { databases } from '../support/databases.ts';

const count = defineJob<{ by: number }>('count');
const double = defineJob<{ by: number }>('double');
const tick = defineJob('tick');

type TallyTables = { tally_mark: { by: number } };

function tallyStore({ db }: Connection) {
  const tables = db.withTables<TallyTables>();
  return {
    add: (by: number) => tables.insertInto('tally_mark').values({ by }).execute(),
    sum: async () => {
      const rows = await tables.selectFrom('tally_mark').select('by').execute();
      return rows.reduce((sum, row) => sum + row.by, 0);
    },
  };
}

type Tally = ReturnType<typeof tallyUseCases>;

function tallyUseCases({
  stores,
  transact,
  enqueue,
}: FeatureParts<{ marks: ReturnType<typeof tallyStore> }>) {
  return {
    sum: () => stores.marks.sum(),
    add: (by: number) => transact((inside) => inside.stores.marks.add(by)),
    later: (by: number, uniqueKey?: string) => enqueue(count, { by }, uniqueKey ? { uniqueKey } : {}),
    doubled: (by: number, uniqueKey: string) => enqueue(double, { by }, { uniqueKey }),
    addAndLater: (by: number, fault: Error | null) =>
      transact(async (inside) => {
        await inside.stores.marks.add(by);
        await inside.enqueue(count, { by });
        if (fault) throw fault;
      }),
  };
}

let failures = 0;

const tally = defineFeature({
  name: 'tally',
  migrations: [
    { name: '0001_initial', statements: () => ['create table tally_mark (by integer not null)'] },
    { name: '0002_index', statements: () => ['create index tally_mark_by on tally_mark (by)'] },
  ],
  stores: (connection) => ({ marks: tallyStore(connection) }),
  useCases: tallyUseCases,
  jobs: () => [
    count.handledBy<{ marks: ReturnType<typeof tallyStore> }>(async ({ by }, { transact }) => {
      await transact((inside) => inside.stores.marks.add(by));
      if (failures > 0) {
        failures -= 1;
        throw new Error('after it was kept');
      }
    }),
    double.handledBy<{ marks: ReturnType<typeof tallyStore> }>(({ by }, { transact }) =>
      transact((inside) => inside.stores.marks.add(2 * by)),
    ),
    tick.handledBy(async () => {}),
  ],
  schedule: [{ cron: '0 4 * * *', job: tick }],
  api: (useCases: Tally) => [
    defineApiRoute({
      name: 'tally-sum',
      method: 'GET',
      path: '/api/tally/',
      issues: 'none',
      access: 'anyone',
      csrf: 'none',
      operation: 'sumTally',
      summary: 'The sum.',
      responses: {},
      handler: async () => json({ sum: await useCases.sum() }),
    }),
  ],
});

describe.each(databases)('a feature of the site’s own on $database', ({ open }) => {
  let folder: string;
  let drop: () => Promise<void>;
  let stagedoor: Awaited<ReturnType<typeof start>>;

  async function start(env: Readonly<Record<string, string>>) {
    return await createStagedoor({
      env: { DATA_DIR: folder, LOG_LEVEL: 'silent', ...env },
      features: [tally],
    });
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'features-'));
    const database = await open();
    drop = database.drop;
    stagedoor = await start({ DATABASE_URL: `sqlite:${join(folder, 'site.db')}`, ...database.env });
  });
  afterAll(async () => {
    await stagedoor.close();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has its tables made after ours, once, and listed under its name', async () => {
    const applied = await stagedoor.migrations.apply();
    expect(applied.slice(-2)).toEqual(['tally.0001_initial', 'tally.0002_index']);
    expect(await stagedoor.migrations.apply()).toEqual([]);
    const listed = (await stagedoor.migrations.list()).filter(({ app }) => app === 'tally');
    expect(listed.map(({ name, appliedAt }) => [name, appliedAt instanceof Date])).toEqual([
      ['0001_initial', true],
      ['0002_index', true],
    ]);
  });

  it('keeps its rows and its jobs together, or nothing of them', async () => {
    const { tally: useCases } = stagedoor.features;
    await expect(useCases.addAndLater(100, new Error('no'))).rejects.toThrow('no');
    await stagedoor.backgroundWork.drain();
    expect(await useCases.sum()).toBe(0);
    await useCases.addAndLater(1, null);
    await stagedoor.backgroundWork.drain();
    expect(await useCases.sum()).toBe(2);
  });

  it('does what a job writes in its transaction once, though it failed afterwards', async () => {
    const before = await stagedoor.features.tally.sum();
    failures = 1;
    await stagedoor.features.tally.later(10);
    await stagedoor.backgroundWork.drain();
    expect(failures).toBe(0);
    expect(await stagedoor.features.tally.sum()).toBe(before + 10);
    expect((await stagedoor.useCases.job.list({})).parked).toBe(0);
  });

  it('puts a job with a key that still waits there once', async () => {
    const before = await stagedoor.features.tally.sum();
    await stagedoor.features.tally.later(3, 'one');
    await stagedoor.features.tally.later(3, 'one');
    await stagedoor.backgroundWork.drain();
    expect(await stagedoor.features.tally.sum()).toBe(before + 3);
  });

  it('has keys of its own for each kind of job', async () => {
    const before = await stagedoor.features.tally.sum();
    await stagedoor.features.tally.later(5, 'same');
    await stagedoor.features.tally.doubled(5, 'same');
    await stagedoor.backgroundWork.drain();
    expect(await stagedoor.features.tally.sum()).toBe(before + 15);
  });

  it('has its jobs at set times in the outbox ahead of them, under its name', async () => {
    stagedoor.backgroundWork.start();
    await expect
      .poll(async () => (await stagedoor.useCases.job.list({})).waitingByName)
      .toContainEqual({ name: 'tally.tick', jobs: 1 });
    await stagedoor.backgroundWork.stop();
  });

  it('is served, and stands in the OpenAPI document under its name', async () => {
    const app = createServer(stagedoor);
    const headers = { host: '127.0.0.1:8000' };
    const sum = await stagedoor.features.tally.sum();
    expect((await app.inject({ url: '/api/tally/', headers })).json()).toEqual({ sum });
    const { paths } = (await app.inject({ url: '/openapi.json', headers })).json();
    expect(paths['/api/tally/'].get).toMatchObject({ operationId: 'sumTally', tags: ['tally'] });
    await app.close();
  });
});

describe('a feature that does not open', () => {
  it.each([
    ['use cases that are a promise', { useCases: async () => ({}) }],
    ['a listener to what nobody emits', { on: () => [{ type: 'tally.gone', handler: async () => {} }] }],
  ])('leaves the database closed: %s', async (_, fault) => {
    const folder = mkdtempSync(join(tmpdir(), 'closed-'));
    const file = join(folder, 'site.db');
    const env = { NODE_ENV: 'test', DATA_DIR: folder, LOG_LEVEL: 'silent', DATABASE_URL: `sqlite:${file}` };
    const sound = await createStagedoor({ env });
    await sound.migrations.apply();
    // SQLite keeps the file of its log for as long as somebody has the database open.
    expect(existsSync(`${file}-wal`)).toBe(true);
    await sound.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    const opening = createStagedoor({ env, features: [{ name: 'tally', ...fault }] });
    await expect(opening).rejects.toThrow('The feature tally');
    expect(existsSync(`${file}-wal`)).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

describe('the commands of a feature', () => {
  const texts = defineTexts('tally', { en: { about: 'About' }, es: { about: 'Sobre' } });
  const { about } = texts.keys;
  const run = async () => {};
  const withCommand = (command: object) => ({ name: 'tally', texts, commands: [command] });
  const plain = defineCommand({ name: 'show', about, run });

  it.each([...ourCommands, 'help'])('that nobody would reach under the name %s do not start', (name) => {
    expect(() => defineFeature({ name, commands: [{ ...plain, about: 'x' as never }] } as never)).toThrow(
      // Some of them are the names of tables of ours, and so nobody's in any case.
      new RegExp(
        `^The feature ${name}: (${name} is a command of Stagedoor|name must be a name that is nobody)`,
      ),
    );
  });

  it.each([
    ['a command help', defineCommand({ name: 'help', about, run }), 'its command help would hide'],
    ...[...ourOptions].map((option) => [
      `the option ${option}`,
      defineCommand({ name: 'show', about, options: { [option]: commandValue.flag(about) }, run }),
      `its command show must not have the option ${option}`,
    ]),
  ])('do not start with %s', (_, command, sentence) => {
    expect(() => defineFeature(withCommand(command as object) as never)).toThrow(String(sentence));
  });

  it('start where they can be called', () => {
    expect(defineFeature(withCommand(plain) as never)).toMatchObject({ name: 'tally' });
    expect(defineFeature({ name: 'jobs' })).toMatchObject({ name: 'jobs' });
  });
});

describe('the audit events of a feature', () => {
  const texts = defineTexts('tally', { en: { added: 'Added' }, es: { added: 'Sumado' } });
  const added = defineAuditEvent('add').describedAs(texts.keys.added);
  const inText = (event: object) => ({ name: 'tally', texts, auditEvents: [event] });

  it.each([
    ['without texts', { name: 'tally', auditEvents: [added] }, 'add needs words out of its texts'],
    ['of other words', inText({ name: 'add', words: 'tally.other' }), 'add needs words'],
    ['that was not defined', inText({ words: texts.keys.added }), 'must be an event of defineAuditEvent'],
    ['twice', { name: 'tally', texts, auditEvents: [added, added] }, 'is there twice'],
    ['that are no list', { name: 'tally', texts, auditEvents: {} }, 'auditEvents must be a list'],
  ])('do not start %s', (_, record, sentence) => {
    expect(() => defineFeature(record as never)).toThrow(sentence);
  });

  it('are refused where the name with the feature’s is longer than 50', () => {
    const long = defineAuditEvent(`a${'b'.repeat(40)}`).describedAs(texts.keys.added);
    const name = 'a_feature_of_a_long_name';
    const record = { name, texts: { ...texts, namespace: name }, auditEvents: [long] };
    expect(() => defineFeature(record as never)).toThrow('is longer than 50');
  });

  it('are refused that the record does not name, and nothing is kept', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'features-'));
    const silent = defineFeature({
      name: 'tally',
      texts,
      useCases: ({ transact }: FeatureParts<object>) => ({
        add: () => transact((inside) => inside.audit(defineAuditEvent('add'), { userId: null })),
      }),
    });
    const env = { DATA_DIR: folder, DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' };
    const site = await createStagedoor({ env, features: [silent] });
    await site.migrations.apply();
    await expect(site.features.tally.add()).rejects.toThrow('its audit event add is missing in auditEvents');
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('the record of a feature', () => {
  const step = (name: string) => ({ name, statements: () => [] });

  it.each([
    ['a name that is no name', { name: 'Guest book' }, 'name must be a lower-case word'],
    ['our own name', { name: 'stagedoor' }, 'nobody else’s'],
    ['a name that begins as our tables do', { name: 'auth_badge' }, 'nobody else’s'],
    ['a field that nobody reads', { name: 'tally', migration: [] }, 'migration is not known here'],
    ['a part that is no function', { name: 'tally', stores: {} }, 'stores must be a function'],
    ['steps out of order', { name: 'tally', migrations: [step('0002_b'), step('0001_a')] }, 'in the order'],
    ['a step twice', { name: 'tally', migrations: [step('0001_a'), step('0001_a')] }, 'each once'],
    [
      'a time that no clock knows',
      { name: 'tally', schedule: [{ cron: 'daily', job: tick }] },
      'five fields',
    ],
    ['a time with seconds', { name: 'tally', schedule: [{ cron: '* * * * * *', job: tick }] }, 'five fields'],
    ['a time without a job', { name: 'tally', schedule: [{ cron: '0 4 * * *' }] }, 'a kind of job'],
    ['a time that is none', { name: 'tally', schedule: [null] }, 'must be a record'],
    ['a step without a number', { name: 'tally', migrations: [step('initial')] }, 'four digits'],
  ])('refuses %s', (_, record, sentence) => {
    expect(() => defineFeature(record as never)).toThrow(sentence);
  });

  it('refuses two of one name', async () => {
    const features = [defineFeature({ name: 'tally' }), defineFeature({ name: 'tally' })] as const;
    await expect(createStagedoor({ env: {}, features })).rejects.toThrow('nobody else’s');
  });

  it.each([
    ['no list', { jobs: () => undefined }, 'must answer a list'],
    ['a kind that nobody handles', { jobs: () => [tick] }, 'what handledBy made'],
    [
      'a kind that nothing does',
      { jobs: () => [tick.handledBy(undefined as never)] },
      'a function that does it',
    ],
    [
      'one kind twice',
      { jobs: () => [tick.handledBy(async () => {}), tick.handledBy(async () => {})] },
      'handled twice',
    ],
    ['use cases to wait for', { useCases: async () => ({}) }, 'not as a promise'],
    ['no use cases', { useCases: () => undefined }, 'must answer a record'],
    ['stores to wait for', { stores: async () => ({}) }, 'not as a promise'],
  ])('does not open with %s', async (_, record, sentence) => {
    const folder = mkdtempSync(join(tmpdir(), 'features-'));
    const env = { DATA_DIR: folder, DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' };
    const features = [{ name: 'tally', ...record }] as never;
    await expect(createStagedoor({ env, features })).rejects.toThrow(sentence);
    rmSync(folder, { recursive: true, force: true });
  });

  it('refuses a schedule whose job nobody handles, and a name that no job can have', async () => {
    const features = [
      defineFeature({ name: 'tally', schedule: [{ cron: '0 4 * * *', job: tick }] }),
    ] as const;
    const folder = mkdtempSync(join(tmpdir(), 'features-'));
    const env = { DATA_DIR: folder, DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' };
    await expect(createStagedoor({ env, features })).rejects.toThrow('nobody handles its job tick');
    rmSync(folder, { recursive: true, force: true });
    expect(() => defineJob('Send it')).toThrow('lower-case');
  });
});
