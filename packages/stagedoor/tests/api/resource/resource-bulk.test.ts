import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readyPolicies } from '../../../src/core/policy/ready-policies.ts';
import { defineResource } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { databases } from '../../support/databases.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../support/resource-site.ts';

const item = defineResource({
  name: 'item',
  fields: {
    author: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    name: { type: 'text', max: 9, unique: true },
  },
  order: ['name'],
  bulk: true,
  access: readyPolicies.IsOwnerOrReadOnly,
});
const strict = defineResource({
  name: 'strict',
  fields: { name: { type: 'text', max: 9 } },
  bulk: true,
  requireIfMatch: true,
  access: readyPolicies.IsAuthenticated,
});
/** Deleted by everybody, made by who has an item. */
const remark = defineResource({
  name: 'remark',
  fields: { name: { type: 'text', max: 9 } },
  bulk: true,
  access: {
    all: [
      { authenticated: true },
      { any: [{ action: ['view', 'delete'] }, { has: { table: 'shop_item', user: 'author_id' } }] },
    ],
  },
});
const rated = defineResource({
  name: 'rated',
  fields: { name: { type: 'text', max: 9 } },
  bulk: true,
  throttle: 'rated',
  access: readyPolicies.AllowAny,
});
const shop = defineFeature(withTables('shop', [item, strict, remark, rated]));

describe.each(databases)('many rows that are written together on $database', ({ open }) => {
  let site: ResourceSite;
  let [ana, bea] = ['', ''];
  const at = '/api/items/bulk/';

  beforeAll(async () => {
    site = await openResourceSite([shop], open, { THROTTLE_SCOPES: 'rated=5/min' });
    [ana, bea] = [await site.tokenOf('ana'), await site.tokenOf('bea')];
  });
  afterAll(() => site.close());

  const all = async (): Promise<{ id: number; name: string }[]> =>
    (await site.send(null, 'GET', '/api/items/')).body.results;
  const names = async () => (await all()).map(({ name }) => name).join(' ');

  it('are made, changed and deleted in one request, deleted first', async () => {
    const made = await site.send(ana, 'POST', at, { create: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] });
    expect(made).toMatchObject({ status: 200, body: { delete: [], update: [] } });
    const [a, b, c] = made.body.create.map(({ id }: { id: number }) => id);
    const mixed = {
      create: [{ name: 'b' }],
      update: [{ id: a, version: 1, name: 'c' }],
      delete: [{ id: b }, { id: c, version: 1 }],
    };
    const { body, status } = await site.send(ana, 'POST', at, mixed);
    expect([status, body.delete, body.update[0].id, body.create[0].name]).toEqual([200, [b, c], a, 'b']);
    expect(await names()).toBe('b c');
  });

  it('are none of them written where one is refused, and it is said which', async () => {
    const [{ id: b } = { id: 0 }, { id: c } = { id: 0 }] = await all();
    const before = await names();
    const attempts: [object, number, object?][] = [
      [{ create: [{ name: 'x' }, {}] }, 400, { 'create.1.name': ['This field is required.'] }],
      [
        { create: [{ name: 'x' }, { name: 'b' }] },
        400,
        { 'create.1.name': ['item with this name already exists.'] },
      ],
      [
        { create: [{}, { name: 'b' }, { name: 'y' }, { name: 'y' }], update: [{ id: 7 }] },
        400,
        {
          'update.0.id': ['Invalid pk "7" - object does not exist.'],
          'create.0.name': ['This field is required.'],
          'create.1.name': ['item with this name already exists.'],
          'create.3.name': ['item with this name already exists.'],
        },
      ],
      [
        { create: [{ name: 'x' }], update: [{ id: 7 }] },
        400,
        { 'update.0.id': ['Invalid pk "7" - object does not exist.'] },
      ],
      [{ delete: [{ id: b }], update: [{ id: c, version: 9 }] }, 412],
      [
        { delete: [{ id: b }, { id: b }] },
        400,
        { 'delete.1.id': [`Invalid pk "${b}" - object does not exist.`] },
      ],
      [{ update: [{ name: 'x' }] }, 400, { 'update.0.id': ['This field is required.'] }],
      [{ update: [{ id: b, version: 'x' }] }, 400],
      [{ create: { name: 'x' } }, 400, { create: ['Expected a list of items but got type "dict".'] }],
      [
        { create: ['x', 5, null, [1]] },
        400,
        Object.fromEntries(
          ['str', 'int', 'NoneType', 'list'].map((type, at) => [
            `create.${at}.non_field_errors`,
            [`Invalid data. Expected a dictionary, but got ${type}.`],
          ]),
        ),
      ],
      [{ create: [1] }, 400],
      [
        { creates: [{ name: 'x' }], create: [{ name: 'x' }] },
        400,
        { creates: ['There is no such parameter, or it may not be asked for.'] },
      ],
      [{ create: Array.from({ length: 101 }, (_, one) => ({ name: `n${one}` })) }, 400],
    ];
    for (const [sent, status, body] of attempts) {
      const answered = await site.send(ana, 'POST', at, sent);
      expect([sent, answered.status]).toEqual([sent, status]);
      if (body !== undefined) expect(answered.body).toEqual(body);
      expect(await names()).toBe(before);
    }
  });

  it('are judged one by one: among one’s own nobody writes somebody else’s', async () => {
    const [{ id } = { id: 0 }] = await all();
    const before = await names();
    const mine = { create: [{ name: 'mine' }] };
    for (const theirs of [{ delete: [{ id }] }, { update: [{ id, name: 'mine' }] }])
      expect((await site.send(bea, 'POST', at, { ...mine, ...theirs })).status).toBe(403);
    expect((await site.send(null, 'POST', at, mine)).status).toBe(401);
    expect(await names()).toBe(before);
  });

  it('are written once for one Idempotency-Key', async () => {
    const send = () =>
      site.send(ana, 'POST', at, { create: [{ name: 'once' }] }, { 'idempotency-key': 'a-key-of-its-own' });
    expect((await send()).body).toEqual((await send()).body);
  });

  it('are answered again to nobody who might not write that part of them by now', async () => {
    const eve = await site.tokenOf('eve');
    const { id } = (await site.send(eve, 'POST', '/api/items/', { name: 'eves' })).body;
    const key = { 'idempotency-key': 'a-key-of-parts' };
    const send = () => site.send(eve, 'POST', '/api/remarks/bulk/', { create: [{ name: 'r' }] }, key);
    expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
    await site.send(eve, 'DELETE', `/api/items/${id}/`);
    expect((await send()).status).toBe(403);
  });

  it('are described with If-Match where each row must be seen', async () => {
    const { paths } = (await site.send(null, 'GET', '/openapi.json')).body;
    const header = (path: string, method: string, wanted: string) =>
      (paths[path][method].parameters ?? []).find(({ name }: { name: string }) => name === wanted);
    const tagOf = (path: string, method: string, status: number) =>
      paths[path][method].responses[status].headers?.ETag;
    for (const method of ['put', 'patch', 'delete']) {
      expect(header('/api/stricts/{id}/', method, 'If-Match')).toMatchObject({
        in: 'header',
        required: true,
      });
      for (const path of ['/api/items/{id}/', '/api/users/{id}/', '/api/groups/{id}/'])
        expect(header(path, method, 'If-Match')).toMatchObject({ in: 'header', required: false });
    }
    const tag = { $ref: '#/components/headers/ETag' };
    expect([
      tagOf('/api/items/', 'post', 201),
      tagOf('/api/items/{id}/', 'get', 200),
      tagOf('/api/items/{id}/', 'get', 304),
      tagOf('/api/items/{id}/', 'patch', 200),
      tagOf('/api/users/{id}/', 'put', 200),
    ]).toEqual([tag, tag, tag, tag, tag]);
    expect([tagOf('/api/items/', 'get', 200), header('/api/items/', 'get', 'If-Match')]).toEqual([
      undefined,
      undefined,
    ]);
    expect(header('/api/items/{id}/', 'get', 'If-None-Match')).toMatchObject({ in: 'header' });
  });

  it('are asked about though none is sent, and wrong ones are not read for who may do nothing', async () => {
    const nothing = [{}, { create: [] }, { create: 'x' }, { other: [] }];
    for (const [sent, status] of nothing.map((sent, at) => [sent, at < 2 ? 200 : 400] as const)) {
      expect((await site.send(null, 'POST', '/api/stricts/bulk/', sent)).status).toBe(401);
      expect((await site.send(null, 'POST', at, sent)).status).toBe(401);
      expect((await site.send(ana, 'POST', '/api/stricts/bulk/', sent)).status).toBe(status);
    }
  });

  it('say their versions where the resource wants them', async () => {
    const { body } = await site.send(ana, 'POST', '/api/stricts/bulk/', { create: [{ name: 'a' }] });
    const [{ id }] = body.create;
    expect((await site.send(ana, 'POST', '/api/stricts/bulk/', { update: [{ id, name: 'b' }] })).status).toBe(
      428,
    );
    const seen = { update: [{ id, version: 1, name: 'b' }] };
    expect((await site.send(ana, 'POST', '/api/stricts/bulk/', seen)).status).toBe(200);
    expect((await site.send(ana, 'POST', '/api/stricts/bulk/', seen)).status).toBe(412);
  });

  it('count one by one under the rate of their resource, and none of them where one has no room', async () => {
    const make = async (count: number) => {
      const create = Array.from({ length: count }, () => ({ name: 'a' }));
      const { status, body, headers } = await site.send(null, 'POST', '/api/rateds/bulk/', { create });
      return [status, body.non_field_errors ?? body.create?.length ?? headers['retry-after']];
    };
    expect(await make(3)).toEqual([200, 3]);
    expect(await make(3)).toEqual([429, '60']);
    // The request itself was let in, and is counted.
    expect(await make(1)).toEqual([200, 1]);
    expect((await site.send(null, 'GET', '/api/rateds/')).status).toBe(429);
    // What is refused already is not read, which of a form takes its time.
    const form = { 'content-type': 'multipart/form-data' };
    const broken = () => site.send(null, 'POST', '/api/rateds/', Buffer.from('nothing'), form);
    expect((await broken()).status).toBe(429);
    site.site.clock.advance(60_000);
    expect((await broken()).status).toBe(400);
    // What could never have room says so.
    expect(await make(6)).toEqual([400, ['Ensure that there are no more than 5 values.']]);
  });
});
