import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { readyPolicies } from '../../../src/core/policy/ready-policies.ts';
import { defineRefusal, defineTexts } from '../../../src/index.ts';
import { type ActionHandlers, handleActions, type ResourceAction } from '../../../src/resource/action.ts';
import { defineResource, type Resource } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { databases } from '../../support/databases.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../support/resource-site.ts';
import { PASSWORD } from '../../support/site.ts';

const order = defineResource({
  name: 'order',
  fields: {
    owner: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    state: { type: 'choice', of: { open: 'Open', approved: 'Approved' }, default: 'open', readOnly: true },
    note: { type: 'text', max: 9, blank: true, readOnly: true },
    secret: { type: 'text', max: 9, blank: true, writeOnly: true },
  },
  access: { any: [{ owner: 'owner' }, { all: [{ action: 'view' }, { staff: true }] }] },
  permissions: { approve_order: 'Can approve order' },
  actions: {
    approve_order: {
      on: 'row',
      access: { permission: 'shop.approve_order' },
      input: { note: { type: 'text', max: 9 }, times: { type: 'integer', default: 1 } },
      answer: 'row',
    },
    sum: {
      on: 'row',
      method: 'GET',
      path: 'sum-up',
      access: { owner: 'owner' },
      input: { by: { type: 'integer', max: 9 } },
      answer: { sum: { type: 'integer' }, at: { type: 'moment', nullable: true } },
    },
    forget_all: { on: 'list', access: readyPolicies.IsAuthenticated },
    give_away: {
      on: 'row',
      access: { owner: 'owner' },
      input: { to: { type: 'reference', to: 'user', onDelete: 'cascade' } },
      answer: 'row',
    },
    step_down: { on: 'row', access: { staff: true }, answer: 'row' },
    link: {
      on: 'list',
      access: readyPolicies.AllowAny,
      input: {
        order: { type: 'reference', to: 'order', onDelete: 'cascade', nullable: true },
        others: { type: 'references', to: 'shop.order' },
        who: { type: 'reference', to: 'user', onDelete: 'cascade', nullable: true },
      },
    },
  },
});

const needed = defineRefusal('needed', 403);
const words = defineTexts('shop', { en: { needed: 'You need it.' }, es: { needed: 'Lo necesitas.' } });
/** Its own policy says why in words, and an action asks for proof of an address. */
const worded = defineResource({
  name: 'worded',
  fields: {
    a: { type: 'integer', default: 1 },
    paper: { type: 'file', extensions: ['txt'], nullable: true },
  },
  exports: ['csv'],
  bulk: true,
  access: { any: [{ action: 'view' }, { policy: { staff: true }, refusal: 'shop.needed' }] },
  actions: { prove: { on: 'list', access: readyPolicies.IsVerifiedUser } },
});
const proved = defineResource({
  name: 'proved',
  fields: {
    a: { type: 'integer', default: 1 },
    paper: { type: 'file', extensions: ['txt'], nullable: true },
  },
  exports: ['csv'],
  bulk: true,
  access: readyPolicies.IsVerifiedUser,
  actions: { look: { on: 'row', access: readyPolicies.AllowAny } },
});

const handled: string[] = [];
/** What becomes of whoever steps down, as the site of each test does it. */
let stepDown = async (_userId: number): Promise<void> => {};
const shop = defineFeature({
  ...withTables('shop', [order, worded, proved]),
  texts: words,
  refusals: [needed.describedAs(words.keys.needed)],
  useCases: ({ rows }) => ({
    approve: async (id: number, note: string) => {
      await rows(order, 'application').update(id, { state: 'approved', note });
    },
    giveAway: async (id: number, owner: number) => {
      await rows(order, 'application').update(id, { owner });
    },
  }),
  actions: ({ approve, giveAway }) => [
    handleActions(order, {
      approve_order: async ({ row, input, principal }) => {
        expectTypeOf(row.state).toEqualTypeOf<'open' | 'approved'>();
        expectTypeOf(input).toEqualTypeOf<{ readonly note: string; readonly times: number }>();
        handled.push(`${principal?.user.username} ${row.state} ${input.times}`);
        await approve(row.id, input.note);
      },
      sum: async ({ row, input }) => ({ sum: row.version + input.by, at: null, secret: 'not declared' }),
      forget_all: async ({ row }) => {
        expectTypeOf(row).toEqualTypeOf<null>();
        handled.push('forgot');
      },
      give_away: async ({ row, input }) => await giveAway(row.id, input.to),
      step_down: async ({ principal }) => await stepDown(principal?.user.id ?? 0),
      link: async ({ input }) => {
        handled.push(JSON.stringify(input));
      },
    }),
    handleActions(worded, { prove: async () => {} }),
    handleActions(proved, { look: async () => {} }),
  ],
});

describe.each(databases)('actions of a resource on $database', ({ open }) => {
  let site: ResourceSite;
  let [ana, bea, boss] = ['', '', ''];
  let url = '';

  beforeAll(async () => {
    site = await openResourceSite([shop], open, { API_AUTHENTICATION: 'jwt,basic,personal-token' });
    [ana, bea, boss] = [await site.tokenOf('ana'), await site.tokenOf('bea'), await site.tokenOf('boss')];
    const { id: userId } = (await site.send(boss, 'GET', '/api/users/me/')).body;
    const { useCases } = site.site.stagedoor;
    await useCases.permission.grant({ by: 'operator', userId, permission: 'shop.approve_order' });
    await useCases.user.setFlags({ by: 'operator', userId, isStaff: true });
    url = `/api/orders/${(await site.send(ana, 'POST', '/api/orders/', {})).body.id}/`;
    handled.length = 0;
  });
  afterAll(() => site.close());

  it('are carried out for who sees the row and may, by the action’s own policy', async () => {
    const at = `${url}approve_order/`;
    const note = { note: 'Good' };
    expect((await site.send(null, 'POST', at, note)).status).toBe(401);
    expect((await site.send(bea, 'POST', at, note)).status).toBe(403);
    expect((await site.send(ana, 'POST', at, note)).status).toBe(403);
    expect((await site.send(boss, 'POST', at, {})).body).toEqual({ note: ['This field is required.'] });
    expect((await site.send(boss, 'POST', at, note, { 'if-match': '"v7"' })).status).toBe(412);
    expect((await site.send(boss, 'POST', '/api/orders/7/approve_order/', note)).status).toBe(404);
    expect(handled).toEqual([]);
    const done = await site.send(boss, 'POST', at, note, { 'if-match': '"v1"' });
    expect(done).toMatchObject({ status: 200, body: { state: 'approved', note: 'Good' } });
    expect(done.headers.etag).toBe('"v2"');
    expect(handled.splice(0)).toEqual(['boss open 1']);
    expect((await site.send(boss, 'GET', at)).status).toBe(405);
  });

  it('are carried out once for one Idempotency-Key', async () => {
    const send = () =>
      site.send(boss, 'POST', `${url}approve_order/`, { note: 'Twice' }, { 'idempotency-key': `key-${url}` });
    expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
    expect(handled.splice(0)).toEqual(['boss approved 1']);
  });

  it('are not taken for done because another row was done under the same Idempotency-Key', async () => {
    const { id } = (await site.send(ana, 'POST', '/api/orders/', {})).body;
    const key = { 'idempotency-key': `rows-${url}` };
    const at = (address: string) => site.send(boss, 'POST', address, { note: 'Good' }, key);
    expect((await at(`${url}approve_order/`)).status).toBe(200);
    expect((await at(`${url}approve_order`)).headers['idempotent-replayed']).toBe('true');
    for (const other of [`/api/orders/${id}/approve_order/`, `${url}approve_order/?again=1`])
      expect((await at(other)).status).toBe(422);
    expect(handled.splice(0)).toEqual(['boss approved 1']);
    expect((await site.send(ana, 'GET', `/api/orders/${id}/`)).body.state).toBe('open');
  });

  it('are one’s own under an Idempotency-Key that somebody else used', async () => {
    const make = (token: string) =>
      site.send(token, 'POST', '/api/orders/', {}, { 'idempotency-key': `users-${url}` });
    const [hers, theirs] = [await make(ana), await make(bea)];
    expect([hers.status, theirs.status, theirs.headers['idempotent-replayed']]).toEqual([
      201,
      201,
      undefined,
    ]);
    expect(theirs.body.owner).not.toBe(hers.body.owner);
  });

  it('are answered again under an Idempotency-Key to nobody who may less by now', async () => {
    const { useCases } = site.site.stagedoor;
    const { id: userId } = (await site.send(boss, 'GET', '/api/users/me/')).body;
    const key = { 'idempotency-key': `rights-${url}` };
    const make = (token = boss) => site.send(token, 'POST', '/api/orders/', {}, key);
    const approve = () => site.send(boss, 'POST', `${url}approve_order/`, { note: 'Again' }, key);
    const made = await make();
    expect([made.status, (await make()).headers.etag, made.headers.etag]).toEqual([201, '"v1"', '"v1"']);
    expect((await approve()).status).toBe(200);
    expect((await approve()).headers['idempotent-replayed']).toBe('true');
    handled.length = 0;
    // What they were answered may hold what only staff reads.
    await useCases.user.setFlags({ by: 'operator', userId, isStaff: false });
    expect((await make()).status).toBe(409);
    await useCases.user.setFlags({ by: 'operator', userId, isStaff: true });
    const right = { by: 'operator', userId, permission: 'shop.approve_order' } as const;
    await useCases.permission.revoke(right);
    expect((await approve()).status).toBe(403);
    await useCases.permission.grant(right);
    expect((await make()).body).toEqual(made.body);
    expect(handled).toEqual([]);
  });

  it('are answered again to no token of another scope', async () => {
    const { useCases } = site.site.stagedoor;
    const browser = await site.site.loggedIn('bea');
    const sessionKey = browser.browser.cookie('sessionid') ?? '';
    const visitor = { ipAddress: '', userAgent: '', language: 'en', deviceKey: null } as const;
    const { id: userId } = (await site.send(bea, 'GET', '/api/users/me/')).body;
    for (const permission of ['shop.add_order', 'shop.view_order'])
      await useCases.permission.grant({ by: 'operator', userId, permission });
    const principal = await useCases.session.findPrincipal({ sessionKey });
    if (principal === null) throw new Error('nobody is logged in');
    const tokenFor = async (name: string) => {
      const scope = { permissions: [`shop.${name}_order`], methods: 'write' } as const;
      const wish = { principal, visitor, scope, name: `again-${name}`, expiresInDays: 2 };
      return `Bearer ${(await useCases.personalToken.create(wish)).token}`;
    };
    const key = { 'idempotency-key': `scope-${url}` };
    const make = (token: string) => site.send(token, 'POST', '/api/orders/', {}, key);
    const [mine, adds, views] = [await make(bea), await make(await tokenFor('add')), await tokenFor('view')];
    expect([mine.status, adds.status, (await make(views)).status]).toEqual([201, 201, 403]);
    expect([adds.headers['idempotent-replayed'], adds.body.id === mine.body.id]).toEqual([undefined, false]);
  });

  it('answer the fields that they declare and no others', async () => {
    const { body } = await site.send(ana, 'GET', `${url}sum-up/?by=3`);
    expect(body).toEqual({ sum: expect.any(Number), at: null });
    expect((await site.send(ana, 'GET', `${url}sum-up/?by=x`)).body).toEqual({
      by: ['A valid integer is required.'],
    });
    expect((await site.send(bea, 'GET', `${url}sum-up/?by=3`)).status).toBe(404);
    expect((await site.send(boss, 'GET', `${url}sum-up/?by=3`)).status).toBe(403);
  });

  it('are sent no key that their sender may not see, whatever it leads to', async () => {
    const { id: own } = (await site.send(bea, 'POST', '/api/orders/', {})).body;
    const { id: hers } = (await site.send(ana, 'POST', '/api/orders/', {})).body;
    const { id: who } = (await site.send(ana, 'GET', '/api/users/me/')).body;
    const link = async (token: string | null, sent: object) =>
      (await site.send(token, 'POST', '/api/orders/link/', sent)).body;
    const noneOf = (key: number) => [`Invalid pk "${key}" - object does not exist.`];
    for (const key of [hers, 7]) {
      expect(await link(bea, { order: key, others: [own, key] })).toEqual({
        order: noneOf(key),
        others: noneOf(key),
      });
      expect(await link(null, { order: key, who: 7 })).toEqual({ order: noneOf(key), who: noneOf(7) });
    }
    expect(handled).toEqual([]);
    expect(await link(bea, { order: own, others: [own], who })).toBe(null);
    expect(handled.splice(0)).toEqual([JSON.stringify({ order: own, others: [own], who })]);
  });

  it('answer the row as whoever did it sees it now, which may be no longer', async () => {
    const { id } = (await site.send(bea, 'POST', '/api/orders/', {})).body;
    const to = async (token: string) => (await site.send(token, 'GET', '/api/users/me/')).body.id;
    const give = async (key: number) =>
      await site.send(bea, 'POST', `/api/orders/${id}/give_away/`, { to: key });
    expect(await give(await to(bea))).toMatchObject({ status: 200, body: { id } });
    expect(await give(await to(ana))).toMatchObject({ status: 204, body: null });
    expect((await site.send(bea, 'GET', `/api/orders/${id}/`)).status).toBe(404);
    expect((await site.send(ana, 'GET', `/api/orders/${id}/`)).status).toBe(200);
  });

  it('answer the row with the rights of after, by whichever credential', async () => {
    const { user } = site.site.stagedoor.useCases;
    const staff = `Basic ${Buffer.from(`cleo:${PASSWORD}`).toString('base64')}`;
    const byToken = await site.tokenOf('cleo');
    const userId = (await site.send(byToken, 'GET', '/api/users/me/')).body.id;
    for (const token of [byToken, staff]) {
      stepDown = async () => {};
      await user.setFlags({ by: 'operator', userId, isStaff: true });
      expect((await site.send(token, 'POST', `${url}step_down/`)).status).toBe(200);
      stepDown = async (id) => void (await user.setFlags({ by: 'operator', userId: id, isStaff: false }));
      expect((await site.send(token, 'POST', `${url}step_down/`)).status).toBe(204);
      stepDown = async (id) => void (await user.deactivate({ by: 'operator', userId: id }));
    }
    await user.setFlags({ by: 'operator', userId, isStaff: true });
    // Who is nobody any more sees nothing.
    expect((await site.send(staff, 'POST', `${url}step_down/`)).status).toBe(204);
    expect((await site.send(staff, 'GET', url)).status).toBe(401);
  });

  it('and all else of a resource refuse as the document says, by whichever policy', async () => {
    // Each answer is held to the document.
    for (const [method, url, sent] of [
      ['POST', '/api/wordeds/', {}],
      ['POST', '/api/wordeds/bulk/', { create: [{}] }],
    ] as const)
      expect((await site.send(ana, method, url, sent)).body).toEqual({
        detail: 'You need it.',
        code: 'shop.needed',
      });
    const { paths, components } = (await site.send(null, 'GET', '/openapi.json')).body;
    const codesOf = (path: string, method: string): readonly string[] => {
      const refused = paths[path][method].responses['403'];
      const name =
        String(refused.$ref ?? '')
          .split('/')
          .at(-1) ?? '';
      return (refused.$ref === undefined ? refused : components.responses[name])['x-refusal-codes'];
    };
    for (const [path, method] of [
      ['/api/proveds/', 'get'],
      ['/api/proveds/{id}/', 'patch'],
      ['/api/proveds/bulk/', 'post'],
      ['/api/proveds/export/csv/', 'get'],
      ['/api/proveds/{id}/look/', 'post'],
      ['/api/wordeds/prove/', 'post'],
    ] as const)
      expect([path, codesOf(path, method)]).toEqual([path, expect.arrayContaining(['email-unverified'])]);
    expect(codesOf('/api/orders/{id}/', 'patch')).not.toContain('email-unverified');
  });

  it('may be of the list, and answer nothing', async () => {
    expect((await site.send(null, 'POST', '/api/orders/forget_all/')).status).toBe(401);
    expect((await site.send(bea, 'POST', '/api/orders/forget_all/')).status).toBe(204);
    expect(handled.splice(0)).toEqual(['forgot']);
  });

  it('need of a personal token the permission to change, where they have none of their own', async () => {
    const { useCases } = site.site.stagedoor;
    const { id: userId } = (await site.send(bea, 'GET', '/api/users/me/')).body;
    const browser = await site.site.loggedIn('bea');
    const sessionKey = browser.browser.cookie('sessionid') ?? '';
    const visitor = { ipAddress: '', userAgent: '', language: 'en', deviceKey: null } as const;
    const triedWith = async (permission: string) => {
      await useCases.permission.grant({ userId, permission, by: 'operator' });
      const principal = await useCases.session.findPrincipal({ sessionKey });
      if (principal === null) throw new Error('nobody is logged in');
      const scope = { permissions: [permission], methods: 'write' } as const;
      const wish = { principal, visitor, scope, name: permission, expiresInDays: 2 };
      const { token } = await useCases.personalToken.create(wish);
      return (await site.send(`Bearer ${token}`, 'POST', '/api/orders/forget_all/')).status;
    };
    expect([await triedWith('shop.view_order'), await triedWith('shop.change_order')]).toEqual([403, 204]);
    expect(handled.splice(0)).toEqual(['forgot']);
  });

  it('are told by OPTIONS to whoever may', async () => {
    const told = async (token: string) =>
      (await site.send(token, 'OPTIONS', `${url}approve_order/`)).body.actions ?? null;
    expect([await told(ana), await told(bea)]).toEqual([null, null]);
    expect(await told(boss)).toEqual({
      POST: {
        note: { type: 'string', required: true, read_only: false, label: 'Note', max_length: 9 },
        times: { type: 'integer', required: false, read_only: false, label: 'Times' },
      },
    });
  });

  it('are operations of the OpenAPI document, under REST framework’s names', async () => {
    const { paths } = (await site.send(null, 'GET', '/openapi.json')).body;
    expect(paths['/api/orders/{id}/approve_order/'].post.operationId).toBe('approveOrder');
    expect(paths['/api/orders/{id}/sum-up/'].get.operationId).toBe('sumOrder');
    const { body } = await site.send(boss, 'OPTIONS', `${url}approve_order/`);
    expect(body.name).toBe('Order Approve Order');
  });
});

describe('a feature', () => {
  const thing = (actions: Record<string, Partial<ResourceAction>>): Resource => ({
    name: 'thing',
    fields: { name: { type: 'text', max: 9 } },
    access: readyPolicies.AllowAny,
    // What somebody may write in plain JavaScript.
    actions: actions as Resource['actions'] & object,
  });
  const good = { on: 'row', access: readyPolicies.AllowAny } as const;

  it.each<[string, Record<string, Partial<ResourceAction>>, string]>([
    ['without a policy', { approve: { on: 'row' } }, 'thing.actions.approve.access must be'],
    ['by a name that all have', { delete: good }, 'must be called by a word of its own'],
    ['at one address twice', { a: good, b: { ...good, path: 'a' } }, 'have the address :id/a'],
    [
      'of the list that asks for a row',
      { a: { on: 'list', access: { owner: 'name' } } },
      'it is of the list',
    ],
    ['of the list that answers a row', { a: { ...good, on: 'list', answer: 'row' } }, 'it has no row'],
    ['that asks for a field that is not there', { a: { ...good, access: { field: 'x', is: 'y' } } }, 'x'],
    [
      'with a field of no type',
      { a: { ...good, input: { x: { type: 'y' } as never } } },
      'type must be one of',
    ],
  ])('does not start with an action %s', (_what, actions, sentence) => {
    expect(() => defineFeature({ name: 'shop', resources: [thing(actions)] })).toThrow(sentence);
  });

  it('does not open with an action that nothing carries out, nor with a handler of none', async () => {
    const one = thing({ approve: good });
    const [sqlite] = databases as [(typeof databases)[0]];
    const opened = async (handlers: ActionHandlers<Resource> | null) => {
      const actions = handlers === null ? {} : { actions: () => [handleActions(one, handlers)] };
      await openResourceSite([defineFeature({ ...withTables('shop', [one]), ...actions })], sqlite.open);
    };
    await expect(opened(null)).rejects.toThrow('nothing carries out approve of thing');
    await expect(opened({ approve: async () => {}, other: async () => {} })).rejects.toThrow(
      'actions carries out other, which thing does not declare',
    );
  });
});
