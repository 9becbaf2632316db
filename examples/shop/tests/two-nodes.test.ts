import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStagedoor, startWorker } from 'stagedoor';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases } from '../../../packages/stagedoor/tests/support/databases.ts';
import { redisUrl } from '../../../packages/stagedoor/tests/support/services.ts';
import { product } from '../src/resources/product.ts';
import { shop } from '../src/shop.ts';

const SECONDS = 1_000;

describe.each(databases)('two nodes of the shop on $database', ({ database, open }) => {
  const toEnd: (() => Promise<unknown>)[] = [];
  let nodes: readonly Awaited<ReturnType<typeof openNode>>[];

  beforeAll(async () => {
    const { env, drop } = await open();
    const folder = await mkdtemp(join(tmpdir(), 'shop-'));
    toEnd.push(drop, () => rm(folder, { recursive: true }));
    // Processes on SQLite tell each other things through Redis.
    const redis: Record<string, string> = database === 'SQLite' ? { REDIS_URL: redisUrl() } : {};
    nodes = [
      await openNode({ DATA_DIR: folder, ...env, ...redis }),
      await openNode({ DATA_DIR: folder, ...env, ...redis }),
    ];
    toEnd.unshift(...nodes.map((node) => () => node.close()));
  });
  afterAll(async () => {
    for (const end of toEnd) await end();
  });

  test('both read a product anew once one of them has changed it, whichever does the jobs', async () => {
    const [here, there] = nodes;
    if (here === undefined || there === undefined) throw new Error('There are not two.');
    const { id } = await there.features.shop.products.createProduct({
      name: 'Lamp',
      description: 'x',
      price: 5,
    });
    const prices = () =>
      Promise.all(nodes.map(async (node) => (await node.features.shop.products.getProduct(id))?.price));
    expect(await prices()).toEqual([5, 5]);
    const worker = startWorker(there);
    await there.rows(product, 'application').update(id, { price: '6' });
    await expect.poll(prices, { timeout: 10 * SECONDS }).toEqual([6, 6]);
    await worker.stop();
  });
});

async function openNode(env: Readonly<Record<string, string>>) {
  const node = await createStagedoor({ features: [shop], env: { LOG_LEVEL: 'silent', ...env } });
  await node.migrations.apply();
  return node;
}
