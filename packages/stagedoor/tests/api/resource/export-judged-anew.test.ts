import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { judgedAnew } from '../../../src/api/resource/export/judged-anew.ts';
import type { ServedList } from '../../../src/api/resource/list-answer.ts';
import type { HttpContext } from '../../../src/http/context/http-context.ts';
import type { OnBehalf } from '../../../src/resource/on-behalf.ts';
import { defineResource } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { accountsForTest } from '../../support/core.ts';
import { databases } from '../../support/databases.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../support/resource-site.ts';
import { PASSWORD } from '../../support/site.ts';

const secret = defineResource({
  name: 'secret',
  fields: {
    text: { type: 'long-text' },
    pay: { type: 'integer', default: 5, access: { read: { staff: true }, write: { staff: true } } },
    tip: {
      type: 'integer',
      default: 6,
      access: { read: { permission: 'vault.view_secret' }, write: { permission: 'vault.view_secret' } },
    },
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
    site = await openResourceSite([vault], open, { API_AUTHENTICATION: 'jwt,basic' });
    address = await site.site.app.listen({ host: '127.0.0.1', port: 0 });
    const text = 'x'.repeat(90_000);
    for (let at = 0; at < ROWS; at += 10)
      await site.insert(
        'vault_secret',
        Array.from({ length: 10 }, (_, more) => ({ id: at + more + 1, text, pay: 77, tip: 88 })),
      );
  });
  afterAll(() => site.close());

  /** Begins to read, does something, and reads the rest. */
  const meanwhile = async (
    username: string,
    happens: (userId: number) => Promise<unknown>,
    scheme: 'Bearer' | 'Basic' = 'Bearer',
  ) => {
    const { useCases } = site.site.stagedoor;
    const token = await site.tokenOf(username);
    const userId = (await useCases.user.find({ identifier: username }))?.id ?? expect.fail(username);
    await useCases.user.setFlags({ by: 'operator', userId, isStaff: true });
    await useCases.permission.grant({ by: 'operator', userId, permission: 'vault.view_secret' });
    const shown = { Bearer: token, Basic: Buffer.from(`${username}:${PASSWORD}`).toString('base64') };
    const headers = { authorization: `${scheme} ${shown[scheme]}` };
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
    return { isWhole, rows: count(/"id":/g), paid: count(/"pay":/g), tipped: count(/"tip":/g) };
  };

  it('ends for who may see it no longer', async () => {
    const { useCases } = site.site.stagedoor;
    const read = await meanwhile('ana', (userId) => useCases.user.deactivate({ by: 'operator', userId }));
    expect(read.isWhole).toBe(false);
    expect(read.rows).toBeLessThan(ROWS);
  });

  it('is given ten minutes, whether or not its reader takes anything more', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const read = await meanwhile('dan', async () => {});
    const lasting = timers.mock.calls.filter(([, ms]) => ms === 600_000).length;
    timers.mockRestore();
    expect([read.isWhole, lasting]).toEqual([true, 1]);
  });

  it('shows what who reads may see by then', async () => {
    const { useCases } = site.site.stagedoor;
    const read = await meanwhile('bea', (userId) =>
      useCases.user.setFlags({ by: 'operator', userId, isStaff: false }),
    );
    expect([read.isWhole, read.rows]).toEqual([true, ROWS]);
    expect([read.paid < ROWS, read.tipped]).toEqual([true, ROWS]);
  });

  it('shows a reader by a password what they may see by then, too', async () => {
    const { password, permission, user } = site.site.stagedoor.useCases;
    const lost = async (userId: number) => {
      await permission.revoke({ by: 'operator', userId, permission: 'vault.view_secret' });
      await user.setFlags({ by: 'operator', userId, isStaff: false });
    };
    const read = await meanwhile('eve', lost, 'Basic');
    expect([read.isWhole, read.rows, read.paid < ROWS, read.tipped < ROWS]).toEqual([true, ROWS, true, true]);
    const gone = await meanwhile('gil', (userId) => user.deactivate({ by: 'operator', userId }), 'Basic');
    expect([gone.isWhole, gone.rows < ROWS]).toEqual([false, true]);
    const changed = await meanwhile(
      'hal',
      (userId) => password.setFor({ by: 'operator', userId, password: `new ${PASSWORD}` }),
      'Basic',
    );
    expect([changed.isWhole, changed.rows < ROWS]).toEqual([false, true]);
  });

  it('shows nobody more by a request that is sent again: what their group may no longer is lost', async () => {
    const { group, user } = site.site.stagedoor.useCases;
    const username = 'ida';
    const token = await site.tokenOf(username);
    const userId = (await user.find({ identifier: username }))?.id ?? expect.fail(username);
    const { id: groupId } = await group.create({ by: 'operator', name: username });
    const given = (permissions: readonly string[]) =>
      group.setPermissions({ by: 'operator', groupId, permissions });
    await given(['vault.view_secret']);
    await group.addMember({ by: 'operator', groupId, userId });
    const make = () =>
      site.send(token, 'POST', '/api/secrets/', { text: 'x' }, { 'idempotency-key': 'rights' });
    expect((await make()).body.tip).toBe(6);
    expect((await make()).headers['idempotent-replayed']).toBe('true');
    // They are in it still.
    await given([]);
    expect((await make()).status).toBe(409);
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

it('goes on for whoever’s key was renewed meanwhile, for as long as the new one is good', async () => {
  const site = await accountsForTest();
  await site.activated();
  const principal = await site.principalOf(await site.logIn());
  const served = { rows: { list: async () => [] } } as unknown as ServedList;
  const { clock, useCases, stores } = site;
  const context = { clock, useCases } as unknown as HttpContext;
  const now = clock.now();
  const { rows } = judgedAnew(served, { now, context });
  const read = () => rows.list({ principal, now }, { limit: 1, order: [] });
  await read();
  await stores.sessions.markKeysDue(principal.user.id);
  const renewed = { newKeyHash: 'renewed', formerUntil: new Date(now.getTime() + 10_000) };
  expect(await stores.sessions.renewDueKey(principal.sessionKeyHash, renewed)).toBe(true);
  expect(await read()).toEqual([]);
  clock.advance(60_000);
  expect(await read()).toEqual([]);
  await stores.sessions.remove('renewed');
  await expect(read()).rejects.toThrow('Nobody is logged in');
});

it('shows the rows of each part as who reads is by then', async () => {
  const site = await accountsForTest();
  const { id: userId } = await site.activated();
  const principal = await site.principalOf(await site.logIn());
  const seen: unknown[] = [];
  const served = {
    rows: { list: async () => [] },
    show: async (by: OnBehalf) => seen.push(by.principal?.user.isStaff),
  } as unknown as ServedList;
  const { clock, useCases } = site;
  const now = clock.now();
  const { rows, show } = judgedAnew(served, { now, context: { clock, useCases } as unknown as HttpContext });
  const by = { principal, now };
  for (const isStaff of [true, false]) {
    await rows.list(by, { limit: 1, order: [] });
    await show(by, []);
    await useCases.user.setFlags({ by: 'operator', userId, isStaff });
  }
  expect(seen).toEqual([false, true]);
});

it('goes on by a token that the site does not look up, whatever ended since, and ends for who is shut', async () => {
  const site = await accountsForTest({ jwt: { isStateless: true } });
  const { id: userId } = await site.activated();
  const { useCases } = site;
  const principal = await site.principalOf(await site.logIn());
  const unread = { ...principal, credentialKind: 'jwt', session: null, sessionKeyHash: 'ended' } as const;
  const { findOfNow } = useCases.authentication;
  await useCases.user.setFlags({ by: 'operator', userId, isStaff: true });
  await useCases.password.setFor({ by: 'operator', userId, password: `new ${PASSWORD}` });
  expect(await findOfNow({ principal: unread })).toMatchObject({ user: { id: userId, isStaff: true } });
  await useCases.user.deactivate({ by: 'operator', userId });
  expect(await findOfNow({ principal: unread })).toBeNull();
});
