import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgedAnew } from '../../../src/api/resource/export/judged-anew.ts';
import type { ServedList } from '../../../src/api/resource/list-answer.ts';
import type { HttpContext } from '../../../src/http/context/http-context.ts';
import { defineResource } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { databases } from '../../support/databases.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../support/resource-site.ts';

const secret = defineResource({
  name: 'secret',
  fields: {
    text: { type: 'long-text' },
    pay: { type: 'integer', default: 5, access: { read: { staff: true }, write: { staff: true } } },
  },
  exports: ['json'],
  access: { authenticated: true },
});
const vault = defineFeature(withTables('vault', [secret]));
const ROWS = 150;

describe.each(databases)('a list that is read for long, on $database', ({ open }) => {
  let site: ResourceSite;
  let address = '';
  beforeAll(async () => {
    site = await openResourceSite([vault], open);
    address = await site.site.app.listen({ host: '127.0.0.1', port: 0 });
    const text = 'x'.repeat(90_000);
    for (let at = 0; at < ROWS; at += 10)
      await site.insert(
        'vault_secret',
        Array.from({ length: 10 }, (_, more) => ({ id: at + more + 1, text, pay: 77 })),
      );
  });
  afterAll(() => site.close());

  /** Begins to read, does something, and reads the rest. */
  const meanwhile = async (username: string, happens: (userId: number) => Promise<unknown>) => {
    const { useCases } = site.site.stagedoor;
    const token = await site.tokenOf(username);
    const userId = (await useCases.user.find({ identifier: username }))?.id ?? expect.fail(username);
    await useCases.user.setFlags({ by: 'operator', userId, isStaff: true });
    const headers = { authorization: `Bearer ${token}` };
    const asked = get(`${address}/api/secrets/export/json/`, { headers, agent: false });
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    await happens(userId);
    const read: string[] = [];
    const isWhole = await (async () => {
      for await (const part of answer) read.push(String(part));
    })().then(
      () => true,
      () => false,
    );
    const count = (sign: RegExp) => read.join('').match(sign)?.length ?? 0;
    return { isWhole, rows: count(/"id":/g), paid: count(/"pay":/g) };
  };

  it('ends for who may see it no longer', async () => {
    const { useCases } = site.site.stagedoor;
    const read = await meanwhile('ana', (userId) => useCases.user.deactivate({ by: 'operator', userId }));
    expect(read.isWhole).toBe(false);
    expect(read.rows).toBeLessThan(ROWS);
  });

  it('shows what who reads may see by then', async () => {
    const { useCases } = site.site.stagedoor;
    const read = await meanwhile('bea', (userId) =>
      useCases.user.setFlags({ by: 'operator', userId, isStaff: false }),
    );
    expect([read.isWhole, read.rows]).toEqual([true, ROWS]);
    expect(read.paid).toBeLessThan(ROWS);
  });
});

it('a list is read for ten minutes at most', async () => {
  let now = new Date('2026-01-02T03:04:05Z');
  const served = { rows: { list: async () => [] } } as unknown as ServedList;
  const context = { clock: { now: () => now } } as HttpContext;
  const { rows } = judgedAnew(served, { now, context });
  const read = () => rows.list({ principal: null, now }, { limit: 1, order: [] });
  await read();
  now = new Date(now.getTime() + 600_000);
  expect(await read()).toEqual([]);
  now = new Date(now.getTime() + 1);
  await expect(read()).rejects.toThrow('ten minutes');
});
