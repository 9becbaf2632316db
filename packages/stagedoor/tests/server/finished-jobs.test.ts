import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeatureParts } from '../../src/create-stagedoor/feature.ts';
import { defineJob, type JobRun } from '../../src/create-stagedoor/inside.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import type { Connection } from '../../src/infrastructure/database/connection.ts';
import { createLogger } from '../../src/infrastructure/logging/create-logger.ts';
import { systemClock } from '../../src/infrastructure/system-clock.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { databases } from '../support/databases.ts';

type LampTables = { lamp_light: { n: number } };

function lightStore({ db }: Connection) {
  const tables = db.withTables<LampTables>();
  return {
    add: () => tables.insertInto('lamp_light').values({ n: 1 }).execute(),
    count: async () => (await tables.selectFrom('lamp_light').selectAll().execute()).length,
  };
}

type Stores = { readonly lights: ReturnType<typeof lightStore> };

const light = defineJob('light');
let tries = 0;
let work: (run: JobRun<Stores>) => Promise<unknown>;

const lamp = defineFeature({
  name: 'lamp',
  migrations: [{ name: '0001_initial', statements: () => ['create table lamp_light (n integer)'] }],
  stores: (connection) => ({ lights: lightStore(connection) }),
  useCases: ({ stores, enqueue }: FeatureParts<Stores>) => ({
    light: () => enqueue(light, null),
    count: () => stores.lights.count(),
  }),
  jobs: () => [
    light.handledBy<Stores>((_, run) => {
      tries += 1;
      return work(run);
    }),
  ],
});

const addIn = (run: JobRun<Stores>) => run.transact(({ stores }) => stores.lights.add());

describe.each(databases)('a job that its transaction finished, on $database', ({ open }) => {
  let folder: string;
  let drop: () => Promise<void>;
  let stagedoor: Awaited<ReturnType<typeof start>>;
  let lateMs: number;
  const lines: string[] = [];
  const clock = { ...systemClock, now: () => new Date(Date.now() + lateMs), waitUntil: async () => {} };

  const start = (env: Readonly<Record<string, string>>) =>
    createStagedoor({
      env: { NODE_ENV: 'test', DATA_DIR: folder, ...env },
      features: [lamp],
      logger: createLogger('warn', { write: (line: string) => void lines.push(line) }),
      clock,
    });

  beforeEach(async () => {
    tries = 0;
    lateMs = 0;
    lines.length = 0;
    folder = mkdtempSync(join(tmpdir(), 'finished-jobs-'));
    const database = await open();
    drop = database.drop;
    stagedoor = await start({ DATABASE_URL: `sqlite:${join(folder, 'site.db')}`, ...database.env });
    await stagedoor.migrations.apply();
  });
  afterEach(async () => {
    await stagedoor.close();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function done(): Promise<{ readonly lights: number; readonly tries: number }> {
    await stagedoor.features.lamp.light();
    for (const _ of [1, 2]) {
      await stagedoor.backgroundWork.drain();
      lateMs += 60_000;
    }
    expect((await stagedoor.useCases.job.list({})).failed).toEqual([]);
    return { lights: await stagedoor.features.lamp.count(), tries };
  }

  const told = () =>
    lines.map((line) => JSON.parse(line)).map(({ name, msg, reason }) => [name, msg, reason]);
  const AFTER = 'what came after the transaction of a job failed, and is not tried again';

  it('tells in the log what fails afterwards', async () => {
    work = async (run) => {
      await addIn(run);
      throw new TypeError('afterwards');
    };
    expect(await done()).toEqual({ lights: 1, tries: 1 });
    expect(told()).toEqual([['lamp.light', AFTER, 'TypeError']]);
  });

  it('is given no second one, and the log says so', async () => {
    work = async (run) => {
      await addIn(run);
      await addIn(run);
    };
    expect(await done()).toEqual({ lights: 1, tries: 1 });
    expect(told()).toEqual([
      ['lamp.light', AFTER, expect.stringContaining('run.transact may be called once')],
    ]);
  });

  it('may be begun again where it was rolled back', async () => {
    work = async (run) => {
      await expect(
        run.transact(async ({ stores }) => {
          await stores.lights.add();
          throw new Error('not yet');
        }),
      ).rejects.toThrow('not yet');
      await addIn(run);
    };
    expect(await done()).toEqual({ lights: 1, tries: 1 });
    expect(told()).toEqual([]);
  });
});
