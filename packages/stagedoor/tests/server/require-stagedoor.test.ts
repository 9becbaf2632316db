import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createGuards,
  createServer,
  createStagedoor,
  type Stagedoor,
  stagedoorPlugin,
  startWorker,
  toNodeHandler,
  toWebHandler,
} from '../../src/index.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

type Take = (given: Stagedoor) => unknown;

const takers: readonly (readonly [string, Take])[] = [
  ['createServer', (given) => createServer(given)],
  ['toNodeHandler', (given) => toNodeHandler(given)],
  ['toWebHandler', (given) => toWebHandler(given, { clientAddress: () => null })],
  ['createGuards', (given) => createGuards(given)],
  ['startWorker', (given) => startWorker(given)],
  ['stagedoorPlugin', (given) => stagedoorPlugin(Fastify(), { stagedoor: given })],
];

describe.each(takers)('%s', (caller, take) => {
  it('says that an await was forgotten', async () => {
    const opening = createStagedoor({ env: { DATABASE_URL: 'sqlite::memory:', NODE_ENV: 'test' } });
    const taken = (async () => take(opening as never))();
    await expect(taken).rejects.toThrow(
      `${caller}: stagedoor must be what createStagedoor answered, and is a promise: await it.`,
    );
    await (await opening).close();
  });

  it.each([undefined, null, {}, 'stagedoor'])('refuses %j in words', async (given) => {
    const taken = (async () => take(given as never))();
    await expect(taken).rejects.toThrow(/stagedoor.* must be what createStagedoor answered/);
  });
});

describe('the plug-in', () => {
  let site: RealSite;
  beforeAll(async () => {
    site = await openRealSite({});
  });
  afterAll(() => site?.close());

  it.each([
    [
      'a prefix of its own',
      (app: FastifyInstance) => app.register(stagedoorPlugin, { stagedoor: site.stagedoor, prefix: '/x' }),
    ],
    [
      'a scope that has one',
      (app: FastifyInstance) =>
        app.register(
          async (scope) => void (await scope.register(stagedoorPlugin, { stagedoor: site.stagedoor })),
          { prefix: '/x' },
        ),
    ],
  ])('is not mounted below %s', async (_, mount) => {
    const app = Fastify();
    void mount(app);
    await expect(app.ready()).rejects.toThrow('it is mounted below /x');
  });
});
