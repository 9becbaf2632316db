import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { readyPolicies } from '../../../src/core/policy/ready-policies.ts';
import { defineResource } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { openResourceSite, withTables } from '../../support/resource-site.ts';
import { createTestDatabase } from '../../support/services.ts';

const item = defineResource({
  name: 'item',
  fields: {
    author: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    name: { type: 'text', max: 9 },
  },
  bulk: true,
  access: readyPolicies.IsOwnerOrReadOnly,
});

it('rows that are written together are held in one order, and no others, on PostgreSQL', async () => {
  const { url, drop } = await createTestDatabase();
  const site = await openResourceSite([defineFeature(withTables('shop', [item]))], async () => ({
    env: { DATABASE_URL: url },
    drop,
  }));
  const clients = [new pg.Client(url), new pg.Client(url)];
  const [writer, asker] = clients;
  if (writer === undefined || asker === undefined) throw new Error('two connections');
  await Promise.all(clients.map((client) => client.connect()));
  try {
    const [ana, bea] = [await site.tokenOf('ana'), await site.tokenOf('bea')];
    const idOf = async (token: string) => (await site.send(token, 'GET', '/api/users/me/')).body.id;
    const anas = { author_id: await idOf(ana), name: 'a' };
    const rows = [2, 3, 4, 5].map((id) => ({ id, ...anas }));
    await site.insert('shop_item', [...rows, { id: 1, author_id: await idOf(bea), name: 'b' }]);

    /** Which of the rows are held while what is sent waits for the fourth. */
    const heldBy = async (sent: object) => {
      await writer.query('begin');
      await writer.query('select 1 from shop_item where id = 4 for update');
      const answer = site.send(ana, 'POST', '/api/items/bulk/', sent);
      const waits = async () => (await asker.query('select 1 from pg_locks where not granted')).rowCount;
      for (let look = 0; look < 100 && !(await waits()); look += 1) await sleep(10);
      const free = await asker.query('select id from shop_item order by id for update skip locked');
      await writer.query('commit');
      const held = [1, 2, 3, 4, 5].filter((id) => !free.rows.some((row) => Number(row.id) === id));
      return { held, status: (await answer).status };
    };
    const named = (ids: readonly number[]) => ids.map((id) => ({ id, name: 'c' }));
    expect(await heldBy({ update: named([5, 4, 3, 2]) })).toEqual({ held: [2, 3, 4], status: 200 });
    // In one order with those that are deleted, which are done first.
    expect(await heldBy({ update: named([2, 3]), delete: [{ id: 5 }, { id: 4 }] })).toEqual({
      held: [2, 3, 4],
      status: 200,
    });
    await site.insert(
      'shop_item',
      [4, 5].map((id) => ({ id, ...anas })),
    );
    // Whoever may not change a row keeps nobody from it.
    expect(await heldBy({ update: named([4, 5, 1]) })).toEqual({ held: [4], status: 403 });
    expect(await heldBy({ update: named([1, 4, 3]) })).toEqual({ held: [3, 4], status: 403 });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
    await site.close();
  }
});
