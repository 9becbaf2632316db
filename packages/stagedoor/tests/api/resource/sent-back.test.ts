import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SentFile } from '../../../src/core/kernel/sent-file.ts';
import { readyPolicies } from '../../../src/core/policy/ready-policies.ts';
import { defineResource } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { databases } from '../../support/databases.ts';
import { principalWith } from '../../support/policy/askers.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../support/resource-site.ts';

/* What whoever reads a row may do with it: send it back. Nothing of it changes, and nothing that was hidden from them is lost. */

const shelf = defineResource({
  name: 'shelf',
  plural: 'shelves',
  fields: {
    name: { type: 'text', max: 20 },
    owner: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    shared: { type: 'boolean', default: true },
  },
  access: { any: [{ owner: 'owner' }, { field: 'shared', is: true }] },
});
const to = { to: 'shelf', nested: ['name'] } as const;
const thing = defineResource({
  name: 'thing',
  fields: {
    text: { type: 'text', max: 20 },
    blank: { type: 'text', max: 20, blank: true },
    none: { type: 'text', max: 20, nullable: true },
    long: { type: 'long-text', blank: true },
    mark: { type: 'markdown', blank: true },
    email: { type: 'email', nullable: true },
    url: { type: 'url', nullable: true },
    number: { type: 'integer', nullable: true },
    price: { type: 'decimal', digits: 6, places: 2, nullable: true },
    flag: { type: 'boolean' },
    day: { type: 'date', nullable: true },
    time: { type: 'time', nullable: true },
    at: { type: 'moment', nullable: true },
    state: { type: 'choice', of: { a: 'A', b: 'B' }, default: 'a' },
    facts: { type: 'json', nullable: true },
    paper: { type: 'file', extensions: ['txt'], nullable: true },
    plain: { type: 'reference', to: 'shelf', onDelete: 'set null', nullable: true },
    locked: {
      ...{ type: 'reference', onDelete: 'set null', nullable: true, ...to },
      access: { write: { staff: true } },
    },
    one: { type: 'reference', onDelete: 'set null', nullable: true, ...to },
    must: { type: 'reference', onDelete: 'cascade', ...to },
    keys: { type: 'references', to: 'shelf' },
    several: { type: 'references', max: 4, ...to },
    made: { type: 'moment', set: 'created' },
    maker: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller', nested: ['username'] },
  },
  bulk: true,
  access: readyPolicies.IsAuthenticated,
});

describe.each(databases)('a row that is sent back as it was read, on $database', ({ open }) => {
  let site: ResourceSite;
  let ana: string;
  let ben: string;
  let shelves: readonly number[];
  let url: string;
  let id: number;

  beforeAll(async () => {
    site = await openResourceSite([defineFeature(withTables('store', [shelf, thing]))], open);
    [ana, ben] = [await site.tokenOf('ana'), await site.tokenOf('ben')];
    const made = ['A', 'B', 'C'].map((name) => site.send(ana, 'POST', '/api/shelves/', { name }));
    shelves = (await Promise.all(made)).map(({ body }) => body.id);
    const [a, b, c] = shelves;
    const values = {
      ...{
        text: 'x',
        none: 'y',
        long: 'a\nb',
        mark: '*m*',
        email: 'a@mail.example',
        url: 'https://a.example/',
      },
      ...{
        number: 7,
        price: '1.50',
        flag: true,
        day: '2026-01-02',
        time: '10:20:30',
        at: '2026-01-02T03:04:05Z',
      },
      ...{
        state: 'b',
        facts: { a: ['', null] },
        plain: a,
        one: a,
        must: b,
        keys: [a, b],
        several: [a, b, c],
      },
    };
    const { body } = await site.send(ana, 'POST', '/api/things/', values);
    id = body.id;
    url = `/api/things/${id}/`;
    await site.site.stagedoor.rows(thing, 'application').update(id, {
      paper: new SentFile('paper.txt', Buffer.from('x')),
    });
  });
  afterAll(() => site.close());

  const kept = async () => await site.site.stagedoor.rows(thing, 'application').get(id);
  const read = async (token: string) => (await site.send(token, 'GET', url)).body;
  const share = async (shared: boolean) => {
    for (const key of shelves) await site.send(ana, 'PATCH', `/api/shelves/${key}/`, { shared });
  };

  /** Each way to send all of a row. */
  const ways = [
    ['PUT', async (token: string, row: object) => await site.send(token, 'PUT', url, row)],
    ['PATCH', async (token: string, row: object) => await site.send(token, 'PATCH', url, row)],
    [
      'bulk/',
      async (token: string, row: object) =>
        await site.send(token, 'POST', '/api/things/bulk/', { update: [{ ...row, id }] }),
    ],
  ] as const;

  it.each(ways)('changes nothing by %s, whoever sees all of it', async (_way, send) => {
    const before = await kept();
    for (const token of [ana, ben]) expect((await send(token, await read(token))).status).toBe(200);
    expect(await kept()).toEqual(before);
    expect(before.version).toBe(2);
  });

  it.each(ways)('loses nothing by %s that was hidden from who sent it', async (way, send) => {
    await share(false);
    const before = await kept();
    const row = await read(ben);
    expect(row).toMatchObject({ one: null, must: null, several: [], keys: before.keys });
    const answer = await send(ben, { ...row, text: `by ${way}` });
    expect([answer.status, await read(ben)]).toEqual([200, { ...row, text: `by ${way}` }]);
    expect(await kept()).toEqual({ ...before, text: `by ${way}`, version: before.version + 1 });
    await send(ben, row);
    await share(true);
    await site.site.stagedoor.rows(thing, 'application').update(id, { text: 'x' });
  });

  it.each(ways)('says by %s of no key that is hidden whether it stands there', async (_way, send) => {
    const told = async () => {
      const row = await read(ben);
      const answers = shelves.flatMap((key) => [
        ...(['one', 'must', 'locked'] as const).map((name) => ({ ...row, [name]: key })),
        { ...row, several: [{ id: key }], text: 'other' },
      ]);
      const said = [];
      for (const sent of answers) said.push((await send(ben, sent)).status);
      return said;
    };
    const { rows } = site.site.stagedoor;
    const { one, must, several, locked } = await kept();
    await share(false);
    const [a = 0, b = 0, c = 0] = shelves;
    for (const held of [
      { one: a, must: b, locked: c, several: [a, b].toSorted((left, right) => left - right) },
      { one: null, must: c, locked: a, several: [] },
    ]) {
      await rows(thing, 'application').update(id, held);
      expect(new Set(await told())).toEqual(new Set([400]));
      expect(await kept()).toMatchObject(held);
    }
    await rows(thing, 'application').update(id, { one, must, several, locked });
    await share(true);
  });

  it('may be given other rows beside what is hidden, or in the place of one', async () => {
    const own = (await site.send(ben, 'POST', '/api/shelves/', { name: 'Own' })).body;
    await share(false);
    const { one, several } = await kept();
    const answer = await site.send(ben, 'PATCH', url, { one: own.id, several: [{ id: own.id }] });
    expect(answer.body).toMatchObject({ one: { id: own.id }, several: [{ id: own.id, name: 'Own' }] });
    expect(await kept()).toMatchObject({
      one: own.id,
      several: [...several, own.id].sort((left, right) => left - right),
    });
    await site.send(ben, 'PATCH', url, { several: [] });
    expect(await kept()).toMatchObject({ several });
    await share(true);
    await site.site.stagedoor.rows(thing, 'application').update(id, { one, several });
  });

  it('holds no more than it may with what is hidden, and says what is wrong with what is no key', async () => {
    const own: number[] = [];
    for (const name of ['Own', 'Second'])
      own.push((await site.send(ben, 'POST', '/api/shelves/', { name })).body.id);
    await share(false);
    const before = await kept();
    const several = await site.send(ben, 'PATCH', url, { several: own });
    expect([several.status, several.body]).toEqual([
      400,
      { several: ['Ensure that there are no more than 4 values.'] },
    ]);
    for (const key of [{ toString: 1 }, [{ toString: 1 }], { id: { toString: 1 } }, true, 1.5])
      expect((await site.send(ben, 'PATCH', url, { several: [key] })).status).toBe(400);
    expect((await site.send(ben, 'PATCH', url, { one: { id: { toString: 1 } } })).status).toBe(400);
    expect(await kept()).toEqual(before);
    await share(true);
  });

  it('is emptied by who sees what they take out', async () => {
    const { one, several } = await kept();
    const { body } = await site.send(ana, 'PATCH', url, { one: null, several: [], paper: null });
    expect(body).toMatchObject({ one: null, several: [], paper: null });
    await site.site.stagedoor.rows(thing, 'application').update(id, { one, several });
  });

  it('is described so: a nested row is its key, or an object with its id, and what is optional may be left out', async () => {
    const { paths, components } = (await site.send(null, 'GET', '/openapi.json')).body;
    const said = (method: 'put' | 'patch') => {
      const { schema } = paths['/api/things/{id}/'][method].requestBody.content['application/json'];
      return schema.$ref === undefined ? schema : components.schemas[schema.$ref.split('/').at(-1)];
    };
    const key = expect.objectContaining({ type: 'integer' });
    const row = expect.objectContaining({ type: 'object', required: ['id'], properties: { id: key } });
    const { must, several, keys } = said('put').properties;
    expect(must.anyOf).toEqual([key, row]);
    expect(several.items.anyOf).toEqual([key, row]);
    expect(keys.items).toEqual(key);
    expect([said('put').required, said('patch').required]).toEqual([['text', 'flag', 'must'], undefined]);
  });

  it('takes no order from code for a person by keys that are hidden, as no address does', async () => {
    const { rows } = site.site.stagedoor;
    for (const order of ['one', '-one'] as const) {
      const asked = rows(thing, principalWith({ id: 1 })).list({ order: [order], limit: 1 });
      await expect(asked).rejects.toThrow('in no order by one');
      expect(await rows(thing, 'application').list({ order: [order], limit: 1 })).toHaveLength(1);
    }
    await expect(rows(thing, null).list({ order: ['must'], limit: 1 })).rejects.toThrow(
      'in no order by must',
    );
  });

  it('takes a nested row by its key alone, and a file by its own address alone', async () => {
    const [a] = shelves;
    await site.send(ana, 'PATCH', url, { one: { id: a, name: 'Renamed' } });
    expect((await site.send(ana, 'GET', `/api/shelves/${a}/`)).body.name).toBe('A');
    for (const wrong of [{ name: 'A' }, { id: { id: a } }, { id: null }, []])
      expect((await site.send(ana, 'PATCH', url, { one: wrong })).status).toBe(400);
    expect((await site.send(ana, 'PATCH', url, { plain: { id: a } })).status).toBe(400);
    const elsewhere = `https://example.test/api/things/${id}/paper/`;
    const paper = new SentFile('paper.txt', Buffer.from('x'));
    await site.site.stagedoor.rows(thing, 'application').update(id, { paper });
    const own = (await site.send(ana, 'GET', url)).body.paper;
    const ofAnother = own.replace(`/${id}/`, `/${id + 1}/`);
    expect(new URL(ofAnother).pathname).toBe(`/api/things/${id + 1}/paper/`);
    for (const paper of [
      elsewhere,
      ofAnother,
      `/api/things/${id + 1}/paper/`,
      'paper.txt',
      `${own}?x=paper/`,
    ])
      expect((await site.send(ana, 'PATCH', url, { paper })).status).toBe(400);
    expect((await site.send(ana, 'PATCH', url, { paper: own })).status).toBe(200);
  });
});
