import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountsError } from '../../src/core/kernel/errors.ts';
import { definePolicies } from '../../src/core/policy/define-policies.ts';
import type { Principal } from '../../src/core/session/session.ts';
import { differenceOf } from '../../src/resource/migration/difference.ts';
import { defineResource, type Resource } from '../../src/resource/resource.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { databases } from '../support/databases.ts';
import { principalWith } from '../support/policy/askers.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { statementsOf } from '../support/statements-of.ts';

const editorsOf = { table: 'blog_category_editors', user: 'user_id', value: 'category_id' } as const;
const { staffOnly, editable } = definePolicies({
  staffOnly: { any: [{ action: 'view' }, { staff: true }] },
  editable: {
    any: [
      { all: [{ action: 'view' }, { field: 'isHidden', is: false }] },
      { all: [{ action: 'add' }, { authenticated: true }] },
      { owner: 'owner' },
      { field: 'category', in: editorsOf },
    ],
  },
});

const category = defineResource({
  name: 'category',
  plural: 'categories',
  fields: {
    name: { type: 'text', max: 20, unique: true },
    editors: { type: 'references', to: 'user' },
  },
  text: 'name',
  order: ['name'],
  filters: { editors: ['exact', 'in', 'isnull'] },
  access: staffOnly,
});
const tag = defineResource({
  name: 'tag',
  fields: { name: { type: 'text', max: 20 }, isSecret: { type: 'boolean', default: false } },
  access: { any: [{ field: 'isSecret', is: false }, { staff: true }] },
});
const article = defineResource({
  name: 'article',
  fields: {
    title: { type: 'text', max: 50 },
    owner: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    added_by: {
      type: 'reference',
      to: 'user',
      onDelete: 'set null',
      nullable: true,
      set: 'caller',
      nested: ['username', 'first_name', 'role'],
    },
    category: { type: 'reference', to: 'category', onDelete: 'protect' },
    tags: { type: 'references', to: 'tag', max: 3 },
    shown: { type: 'references', to: 'tag', nested: ['name'] },
    main: { type: 'reference', to: 'tag', onDelete: 'set null', nullable: true, nested: ['name'] },
    related: { type: 'references', to: 'article' },
    lead: { type: 'reference', to: 'article', onDelete: 'set null', nullable: true },
    isHidden: { type: 'boolean', default: false },
  },
  order: ['title'],
  filters: {
    tags: ['exact', 'in', 'isnull'],
    shown: ['exact', 'in', 'isnull'],
    main: ['exact', 'in', 'isnull'],
    lead__main: ['exact', 'in'],
  },
  access: editable,
});
const minutes = defineResource({
  name: 'minute',
  fields: { office: { type: 'integer' } },
  access: { role: 'secretary', organization: 'office' },
});
const resources: readonly Resource[] = [category, tag, article, minutes];
const blog = defineFeature({
  name: 'blog',
  resources,
  migrations: [{ name: '0001_initial', operations: differenceOf({}, { feature: 'blog', resources }) }],
});

describe.each(databases)('related rows on $database', ({ open }) => {
  let site: RealSite;
  let drop: () => Promise<void>;
  let ana: Principal;
  let bea: Principal;
  let anaKey: string;
  let beaKey: string;
  let news: number;
  let sport: number;
  let tags: readonly [number, number, number];

  const rows = () => ({
    categories: site.stagedoor.rows(category, 'application'),
    tags: site.stagedoor.rows(tag, 'application'),
    articles: site.stagedoor.rows(article, 'application'),
  });
  type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  const send = async (token: string | null, method: Method, url: string, payload?: object) => {
    const headers = token === null ? {} : { authorization: `Bearer ${token}` };
    const request = { method, url, headers };
    const response = await site.app.inject(payload === undefined ? request : { ...request, payload });
    // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes are read in one line each
    return { status: response.statusCode, body: response.body === '' ? null : response.json<any>() };
  };
  const codeOf = async (work: Promise<unknown>) =>
    await work.then(
      () => null,
      (error: unknown) => (error instanceof AccountsError ? error.refusal : String(error)),
    );

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    const role = {
      type: 'choice',
      choices: { STAFF: 'Staff', GUEST: 'Guest' },
      default: 'GUEST',
      editable: false,
    } as const;
    site = await openRealSite({ features: [blog], env: database.env, config: { extraFields: { role } } });
    const tokenOf = async (username: string) => {
      const { id } = await site.addPerson(username);
      const url = '/api/token/';
      const answer = await site.app.inject({
        method: 'POST',
        url,
        payload: { username, password: PASSWORD },
      });
      return [principalWith({ id }), answer.json<{ access: string }>().access] as const;
    };
    [[ana, anaKey], [bea, beaKey]] = [await tokenOf('ana'), await tokenOf('bea')];
    const { categories, tags: all } = rows();
    news = (await categories.create({ name: 'News', editors: [ana.user.id] })).id;
    sport = (await categories.create({ name: 'Sport' })).id;
    const made = [];
    for (const name of ['a', 'b', 'c']) made.push((await all.create({ name, isSecret: name === 'c' })).id);
    tags = made as never;
  });
  afterAll(async () => {
    await site.close();
    await drop();
  });

  it('are kept as keys, each once, and come back in their order with every answer', async () => {
    const { articles } = rows();
    const sorted = [tags[0], tags[1]].toSorted((one, other) => one - other);
    const made = await articles.create({
      title: 'A',
      owner: ana.user.id,
      category: news,
      tags: [tags[1], tags[0], tags[1]],
    });
    expect(made).toMatchObject({ tags: sorted, related: [], version: 1 });
    expect(await articles.get(made.id)).toEqual(made);
    expect(await articles.update(made.id, { title: 'A!' })).toEqual({ ...made, title: 'A!', version: 2 });
    expect(await articles.update(made.id, { tags: [tags[2]], related: [made.id] })).toMatchObject({
      tags: [tags[2]],
      related: [made.id],
      version: 3,
    });
    expect(await articles.list({ limit: 9 })).toMatchObject([{ tags: [tags[2]], related: [made.id] }]);
    expect(await articles.update(made.id, { tags: [] })).toMatchObject({ tags: [] });
    await articles.remove(made.id);
    expect(await articles.count()).toBe(0);
  });

  it('are written over HTTP by their keys, and refused one by one', async () => {
    const sent = { title: 'Cup', category: sport, tags: [tags[0], String(tags[1])] };
    const made = await send(anaKey, 'POST', '/api/articles/', sent);
    expect(made).toMatchObject({ status: 201, body: { tags: expect.arrayContaining([tags[0], tags[1]]) } });
    const url = `/api/articles/${made.body.id}/`;
    expect((await send(null, 'GET', url)).body).toEqual(made.body);
    expect((await send(anaKey, 'PATCH', url, { tags: [tags[1]] })).body.tags).toEqual([tags[1]]);
    expect((await send(anaKey, 'PUT', url, { title: 'Cup', category: sport })).body.tags).toEqual([tags[1]]);
    expect((await send(anaKey, 'PUT', url, { title: 'Cup', category: sport, tags: [] })).body.tags).toEqual(
      [],
    );
    for (const [tagsSent, message] of [
      ['x', 'Expected a list of items but got type "str".'],
      [null, 'This field may not be null.'],
      [['x'], 'Incorrect type. Expected pk value, received str.'],
      [[1, 2, 3, 4], 'Ensure that there are no more than 3 values.'],
      [[tags[0], 5], 'Invalid pk "5" - object does not exist.'],
    ] as const)
      expect((await send(anaKey, 'PATCH', url, { tags: tagsSent })).body).toEqual({ tags: [message] });
    expect((await send(anaKey, 'GET', url)).body.tags).toEqual([]);
    expect((await send(anaKey, 'DELETE', url)).status).toBe(204);
  });

  it('that somebody may not see they cannot refer to, and keep where they are', async () => {
    const [plain, , secret] = tags;
    const { articles } = rows();
    const { id } = await articles.create({
      title: 'Own',
      owner: bea.user.id,
      category: sport,
      tags: [secret],
    });
    const hers = site.stagedoor.rows(article, bea);
    expect(await codeOf(hers.create({ title: 'x', category: sport, tags: [plain, secret] }))).toMatchObject({
      fields: { tags: [{ code: 'does_not_exist', params: { pk_value: String(secret) } }] },
    });
    expect(await hers.update(id, { tags: [secret, plain] })).toMatchObject({ version: 2 });
    await articles.remove(id);
  });

  it('let a policy ask who edits the category of a row, of each and in lists alike', async () => {
    const { articles, categories } = rows();
    const at = async (title: string, where: number) =>
      (await articles.create({ title, owner: bea.user.id, category: where, isHidden: true })).id;
    const [inNews, inSport] = [await at('In news', news), await at('In sport', sport)];
    const seen = async (key: string) => (await send(key, 'GET', '/api/articles/')).body.results.length;
    expect([await seen(anaKey), await seen(beaKey)]).toEqual([1, 2]);
    expect((await send(anaKey, 'PATCH', `/api/articles/${inNews}/`, { title: 'Ours' })).status).toBe(200);
    expect((await send(anaKey, 'PATCH', `/api/articles/${inNews}/`, { category: sport })).status).toBe(403);
    expect((await send(anaKey, 'GET', `/api/articles/${inSport}/`)).status).toBe(404);
    await categories.update(sport, { editors: [ana.user.id] });
    expect((await send(anaKey, 'GET', `/api/articles/${inSport}/`)).status).toBe(200);
    await categories.update(sport, { editors: [] });
    for (const id of [inNews, inSport]) await articles.remove(id);
  });

  it('are looked for by a key, by several, and by whether there are any', async () => {
    const { articles, categories } = rows();
    const [a, b] = tags;
    for (const [title, some] of [
      ['One', [a]],
      ['Two', [a, b]],
      ['None', []],
    ] as const)
      await articles.create({ title, owner: ana.user.id, category: news, tags: some });
    const names = async (query: string) =>
      (await send(null, 'GET', `/api/articles/?${query}`)).body.results.map(
        ({ title }: { title: string }) => title,
      );
    expect(await names(`tags=${a}`)).toEqual(['One', 'Two']);
    expect(await names(`tags__in=${a},${b}`)).toEqual(['One', 'Two']);
    expect(await names(`tags=${b}`)).toEqual(['Two']);
    expect(await names('tags__isnull=true')).toEqual(['None']);
    expect((await send(null, 'GET', '/api/articles/?tags=x')).status).toBe(400);
    expect((await articles.list({ where: { tags: b }, limit: 9 })).map(({ title }) => title)).toEqual([
      'Two',
    ]);
    expect(await categories.count({ where: { editors: { in: [ana.user.id, bea.user.id] } } })).toBe(1);
  });

  it('that are nested are shown as far as the field says, and to nobody who may not see them', async () => {
    const [plain, , secret] = tags;
    const { articles } = rows();
    const sent = {
      title: 'Nest',
      category: news,
      shown: [plain, secret],
      main: plain,
      added_by: bea.user.id,
    };
    expect((await send(anaKey, 'POST', '/api/articles/', sent)).body).toEqual({
      shown: [`Invalid pk "${secret}" - object does not exist.`],
    });
    const { body } = await send(anaKey, 'POST', '/api/articles/', { ...sent, shown: [plain] });
    const asPlain = { id: plain, name: 'a' };
    const added_by = { id: ana.user.id, username: 'ana', first_name: '', role: 'GUEST' };
    expect(body).toMatchObject({ owner: ana.user.id, added_by, shown: [asPlain], main: asPlain });
    const url = `/api/articles/${body.id}/`;
    expect((await send(null, 'GET', url)).body).toEqual(body);
    expect((await send(anaKey, 'PATCH', url, { main: null, added_by: null })).body).toEqual({
      ...body,
      main: null,
    });
    await articles.update(body.id, { main: secret, shown: [secret, plain], added_by: null });
    expect((await send(anaKey, 'GET', url)).body).toEqual({
      ...body,
      main: null,
      shown: [asPlain],
      added_by: null,
    });
    await articles.remove(body.id);
  });

  it('that are nested are asked for as they are shown: what is null, or left out, is not there', async () => {
    const { articles } = rows();
    const [plain, , secret] = tags;
    const of = { owner: ana.user.id, category: news };
    const hidden = await articles.create({ ...of, title: 'Q hidden', main: secret, shown: [secret] });
    const open = await articles.create({
      ...of,
      title: 'Q open',
      main: plain,
      shown: [plain, secret],
      lead: hidden.id,
    });
    const found = async (query: string) => {
      const { body } = await send(anaKey, 'GET', `/api/articles/?${query}`);
      const titles: readonly string[] = body.results.map(({ title }: { title: string }) => title);
      return titles.filter((title) => title.startsWith('Q'));
    };
    for (const name of ['main', 'shown']) {
      expect(await found(`${name}=${secret}`)).toEqual([]);
      expect(await found(`${name}__in=${secret},${plain}`)).toEqual(['Q open']);
      expect(await found(`${name}__isnull=false`)).toEqual(['Q open']);
      expect(await found(`${name}__isnull=true`)).toEqual(['Q hidden']);
      expect(await found(`${name}=${plain}`)).toEqual(['Q open']);
    }
    for (const asked of ['lead__main', 'lead__main__in'])
      expect(await found(`${asked}=${secret}`)).toEqual([]);
    const hers = site.stagedoor.rows(article, ana);
    expect(await hers.count({ where: { main: secret } })).toBe(0);
    expect(await articles.count({ where: { main: secret } })).toBe(1);
    for (const { id } of [open, hidden]) await articles.remove(id);
  });

  it('cost one statement a field, however many rows there are', async () => {
    const { articles } = rows();
    const served = site.stagedoor.openedFeatures[0]?.resources.find(
      ({ resource }) => resource === article,
    )?.rows;
    if (served === undefined) throw new Error('no article');
    const by = { principal: ana, now: site.clock.now() };
    const costs = async () => {
      const statements = await statementsOf(async () => {
        const found = await served.list(by, { order: ['title'], limit: 50 });
        await served.show(by, found);
      });
      return statements.length;
    };
    const values = {
      owner: ana.user.id,
      added_by: ana.user.id,
      category: news,
      main: tags[0],
      shown: [tags[0], tags[1]],
    };
    for (let count = 1; count <= 12; count += 1) {
      await articles.create({ ...values, title: `Many ${count}`, tags: [tags[0]] });
      // One for the rows with all their keys; added_by, shown and main one each. The statements of PostgreSQL are not seen here.
      if (count === 1 || count === 12)
        expect(await costs()).toBe(site.stagedoor.config.databaseUrl.reveal().startsWith('sqlite') ? 4 : 0);
    }
    for (const { id } of await articles.list({ where: { title: { startswith: 'Many' } }, limit: 50 }))
      await articles.remove(id);
  });

  it('are judged by roles that one request reads once, though it lists and counts', async () => {
    const served = site.stagedoor.openedFeatures[0]?.resources.find(
      ({ resource }) => resource === minutes,
    )?.rows;
    const by = { principal: ana, now: site.clock.now() };
    const statements = await statementsOf(async () => {
      await Promise.allSettled([served?.list(by, { limit: 5 }), served?.count(by, { cap: 5 })]);
    });
    const isSqlite = site.stagedoor.config.databaseUrl.reveal().startsWith('sqlite');
    expect(statements.filter((text) => text.includes('role')).length).toBe(isSqlite ? 1 : 0);
  });

  it('forget what is deleted, and are written with the row or not at all', async () => {
    const { articles, tags: all } = rows();
    const extra = (await all.create({ name: 'x' })).id;
    const made = await articles.create({
      title: 'Last',
      owner: ana.user.id,
      category: news,
      tags: [extra, tags[0]],
    });
    expect(await codeOf(articles.update(made.id, { title: 'Lost', tags: [extra, 5] }))).toMatchObject({
      fields: { tags: [{ code: 'does_not_exist', params: { pk_value: '5' } }] },
    });
    expect(await articles.get(made.id)).toEqual(made);
    await all.remove(extra);
    expect((await articles.get(made.id)).tags).toEqual([tags[0]]);
  });
});

it.each<[string, Partial<Resource>, string]>([
  ['an order by them', { order: ['tags'] }, 'order names tags, which is no column'],
  ['words in them', { search: ['tags'] }, 'search names tags, which is no column'],
  ['a look-up by order', { filters: { tags: ['gte'] } }, 'filters.tags names gte'],
  ['a policy that asks whether there are none', { access: { field: 'tags', is: null } }, 'tags is no field'],
  [
    'one that is nothing',
    { fields: { tags: { type: 'references', to: 'ghost' } } },
    'refers to ghost, which is no resource',
  ],
  [
    'a default',
    { fields: { tags: { type: 'references', to: 'tag', nullable: true } as never } },
    'tags.nullable',
  ],
])('keys of several rows do not start with %s', (_what, slip, sentence) => {
  const fields: Resource['fields'] = { tags: { type: 'references', to: 'tag' } };
  const wrong: Resource = { name: 'thing', fields, access: { anyone: true }, ...slip };
  expect(() => defineFeature({ name: 'blog', resources: [tag, wrong] })).toThrow(sentence);
});

it.each([
  ['tag', 'nam'],
  ['user', 'email'],
  ['user', 'password'],
])('a site does not start where a row would show what %s does not: %s', async (to, name) => {
  const wrong = defineResource({
    name: 'thing',
    fields: { one: { type: 'reference', to, onDelete: 'cascade', nested: [name] } },
    access: { anyone: true },
  });
  const features = [defineFeature({ name: 'blog', resources: [tag, wrong] })];
  await expect(openRealSite({ features })).rejects.toThrow(`thing.one.nested names ${name}`);
});
