import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readyPolicies } from '../../../src/core/policy/ready-policies.ts';
import { differenceOf } from '../../../src/resource/migration/difference.ts';
import { defineResource, type Resource } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { checkAnswer } from '../../support/answer-check.ts';
import { databases } from '../../support/databases.ts';
import { openRealSite, PASSWORD, type RealSite } from '../../support/site.ts';

const product = defineResource({
  name: 'product',
  fields: {
    name: { type: 'text', max: 100, unique: true },
    description: { type: 'long-text' },
    price: { type: 'decimal', digits: 10, places: 2 },
    note: { type: 'text', max: 20, blank: true, writeOnly: true },
    since: { type: 'moment', set: 'created' },
  },
  text: 'name',
  search: ['^name', 'description'],
  order: ['name'],
  orderBy: ['name', 'price'],
  filters: { price: ['exact', 'gte', 'lte', 'range', 'in'], name: ['icontains'] },
  access: readyPolicies.IsAuthenticatedOrReadOnly,
});
const diary = defineResource({
  name: 'entry',
  plural: 'entries',
  fields: {
    owner: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    text: { type: 'text', max: 9 },
  },
  requireIfMatch: true,
  access: readyPolicies.IsOwner,
});
const project = defineResource({
  name: 'project',
  fields: {
    owner: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    name: { type: 'text', max: 50 },
  },
  access: {
    any: [
      { owner: 'owner' },
      { all: [{ action: 'view' }, { granted: 'view_project' }] },
      { all: [{ action: ['view', 'change'] }, { granted: 'shop.change_project' }] },
    ],
  },
});
const page = defineResource({
  name: 'page',
  fields: {
    entry: { type: 'reference', to: 'entry', onDelete: 'protect', nullable: true },
    facts: { type: 'json', default: {} },
    state: { type: 'choice', of: { draft: 'Draft', live: 'Live' }, default: 'draft', readOnly: true },
  },
  access: { all: [{ authenticated: true }, { any: [{ field: 'state', is: 'draft' }, { staff: true }] }] },
});
const resources: readonly Resource[] = [product, diary, project, page];
const shop = defineFeature({
  name: 'shop',
  resources,
  objectPermissions: [{ table: 'shop_project', permissions: ['view_project', 'change_project'] }],
  migrations: [{ name: '0001_initial', operations: differenceOf({}, { feature: 'shop', resources }) }],
});

describe.each(databases)('a resource of a feature on $database', ({ open }) => {
  let site: RealSite;
  let drop: () => Promise<void>;
  let ana: string;
  let bea: string;
  const stranger = null;

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    site = await openRealSite({ features: [shop], env: database.env });
    const tokenOf = async (username: string) => {
      await site.addPerson(username);
      const answer = await site.app.inject({
        method: 'POST',
        url: '/api/token/',
        payload: { username, password: PASSWORD },
      });
      return answer.json<{ access: string }>().access;
    };
    [ana, bea] = [await tokenOf('ana'), await tokenOf('bea')];
  });
  afterAll(async () => {
    await site.close();
    await drop();
  });

  type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  const send = async (token: string | null, method: Method, url: string, payload?: object, headers = {}) => {
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    const request = { method, url, headers: { ...authorization, ...headers } };
    const response = await site.app.inject(payload === undefined ? request : { ...request, payload });
    checkAnswer(site.app, { method, url }, response);
    return {
      status: response.statusCode,
      // Whatever it is, it is compared.
      // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes are read in one line each
      body: response.body === '' ? null : response.json<any>(),
      etag: response.headers.etag,
    };
  };
  const add = async (name: string, price: string) =>
    (await send(ana, 'POST', '/api/products/', { name, description: 'A thing.', price })).body;

  it('is an empty list to a stranger, and stands in the root of the API', async () => {
    expect(await send(stranger, 'GET', '/api/products/')).toMatchObject({
      status: 200,
      body: { count: 0, next: null, previous: null, results: [] },
    });
    expect((await send(stranger, 'GET', '/api/')).body).toMatchObject({
      products: expect.stringMatching(/\/api\/products\/$/),
    });
  });

  it('names every field that is wrong, in the words of REST framework', async () => {
    const required = ['This field is required.'];
    expect(await send(ana, 'POST', '/api/products/', {})).toMatchObject({
      status: 400,
      body: { name: required, description: required, price: required },
    });
    const wrong = { name: 'n'.repeat(101), description: '', price: '123456789.00' };
    expect((await send(ana, 'POST', '/api/products/', wrong)).body).toEqual({
      name: ['Ensure this field has no more than 100 characters.'],
      description: ['This field may not be blank.'],
      price: ['Ensure that there are no more than 10 digits in total.'],
    });
    expect(
      (await send(ana, 'POST', '/api/products/', { ...wrong, name: 'x', description: 'x', price: '1.234' }))
        .body,
    ).toEqual({
      price: ['Ensure that there are no more than 2 decimal places.'],
    });
  });

  it('is made by whoever the policy lets, and answered as it is kept', async () => {
    const pen = {
      name: 'Pen',
      description: 'Writes.',
      price: 9.99,
      note: 'secret',
      since: '2001-01-01T00:00:00Z',
    };
    expect((await send(stranger, 'POST', '/api/products/', pen)).status).toBe(401);
    const made = await send(ana, 'POST', '/api/products/', pen);
    expect(made).toMatchObject({ status: 201, etag: '"v1"' });
    expect(made.body).toEqual({
      id: expect.any(Number),
      name: 'Pen',
      description: 'Writes.',
      price: '9.99',
      since: site.clock.now().toISOString(),
    });
    expect((await send(ana, 'POST', '/api/products/', pen)).body).toEqual({
      name: ['product with this name already exists.'],
    });
    expect((await send(stranger, 'GET', `/api/products/${made.body.id}/`)).body).toEqual(made.body);
  });

  it('is changed in part or as a whole, at the version that was seen', async () => {
    const { id } = await add('Ink', '3');
    const url = `/api/products/${id}/`;
    expect((await send(stranger, 'PATCH', url, { price: '4' })).status).toBe(401);
    expect(await send(ana, 'PATCH', url, { price: '4' }, { 'if-match': '"v1"' })).toMatchObject({
      status: 200,
      etag: '"v2"',
      body: { price: '4.00', name: 'Ink' },
    });
    expect((await send(ana, 'PATCH', url, { price: '5' }, { 'if-match': '"v1"' })).status).toBe(412);
    expect((await send(ana, 'PATCH', url, { price: '5' }, { 'if-match': 'nonsense' })).status).toBe(412);
    expect((await send(ana, 'PUT', url, { name: 'Ink' })).body).toEqual({
      description: ['This field is required.'],
      price: ['This field is required.'],
    });
    expect(
      (await send(ana, 'PUT', url, { name: 'Black ink', description: 'Black.', price: '6' })).body,
    ).toMatchObject({ name: 'Black ink', price: '6.00' });
    expect((await send(ana, 'DELETE', url, undefined, { 'if-match': '"v3"' })).status).toBe(204);
    expect((await send(ana, 'GET', url)).status).toBe(404);
  });

  it('is not sent to who has it, and not written where there must be none', async () => {
    const { id } = await add('Chalk', '3');
    const url = `/api/products/${id}/`;
    for (const tags of ['"v1"', 'W/"v1"', '"v9", "v1"', '*'])
      expect([tags, await send(stranger, 'GET', url, undefined, { 'if-none-match': tags })]).toEqual([
        tags,
        { status: 304, body: null, etag: '"v1"' },
      ]);
    for (const tags of ['"v2"', 'nonsense'])
      expect((await send(stranger, 'GET', url, undefined, { 'if-none-match': tags })).status).toBe(200);
    const none = { 'if-none-match': '*' };
    const chalk = { name: 'Chalk', description: 'White.', price: '4' };
    expect((await send(ana, 'PUT', url, chalk, none)).status).toBe(412);
    expect((await send(ana, 'PATCH', url, { price: '4' }, none)).status).toBe(412);
    expect((await send(ana, 'DELETE', url, undefined, none)).status).toBe(412);
    expect((await send(ana, 'PUT', '/api/products/7/', chalk, none)).status).toBe(404);
    expect(await send(ana, 'GET', url)).toMatchObject({ etag: '"v1"', body: { price: '3.00' } });
    await send(ana, 'DELETE', url);
  });

  it('is changed by a merge patch, which nothing else takes', async () => {
    const { id } = await add('Chalk', '3');
    const url = `/api/products/${id}/`;
    const merge = { 'content-type': 'application/merge-patch+json; charset=utf-8' };
    expect(await send(ana, 'PATCH', url, { price: '5' }, merge)).toMatchObject({
      status: 200,
      body: { name: 'Chalk', price: '5.00' },
    });
    expect((await send(ana, 'PUT', url, { name: 'Chalk' }, merge)).status).toBe(415);
    // An object would be put together with the one that is kept: RFC 7396, section 2.
    const page = await send(ana, 'POST', '/api/pages/', { facts: { a: 1, b: { c: 1 } } });
    const pageUrl = `/api/pages/${page.body.id}/`;
    const patched = (facts: unknown) => send(ana, 'PATCH', pageUrl, { facts }, merge);
    expect((await patched({ b: { c: null } })).status).toBe(415);
    expect((await send(ana, 'GET', pageUrl)).body.facts).toEqual({ a: 1, b: { c: 1 } });
    expect((await patched([1, { c: null }])).body.facts).toEqual([1, { c: null }]);
    await send(ana, 'DELETE', pageUrl);
    expect((await send(ana, 'POST', '/api/products/', { name: 'Chalk' }, merge)).status).toBe(415);
    await send(ana, 'DELETE', url);
  });

  it('is filtered and put in order as the declaration lets, and refuses what it does not know', async () => {
    await add('Cap', '10');
    await add('Mug', '100');
    const names = async (query: string) =>
      (await send(stranger, 'GET', `/api/products/?${query}`)).body.results?.map(
        (row: { name: string }) => row.name,
      );
    expect(await names('price__gte=10')).toEqual(['Cap', 'Mug']);
    expect(await names('price=10.00')).toEqual(['Cap']);
    expect(await names('price__range=9,11')).toEqual(['Cap', 'Pen']);
    expect(await names('name__icontains=P&ordering=-name')).toEqual(['Pen', 'Cap']);
    expect(await names('name__icontains=x&name__icontains=p')).toEqual(['Cap', 'Pen']);
    expect(await names('ordering=-price')).toEqual(['Mug', 'Cap', 'Pen']);
    expect(await names('ordering=description')).toEqual(['Cap', 'Mug', 'Pen']);
    expect(await names('search=CA')).toEqual(['Cap']);
    expect(await names('search=thing')).toEqual(['Cap', 'Mug']);
    expect(await names('search=thing,mug')).toEqual(['Mug']);
    expect(await names('search=%22a+thing%22')).toEqual(['Cap', 'Mug']);
    expect(await names('search=%25')).toEqual([]);
    expect(await names('price__lte=')).toEqual(['Cap', 'Mug', 'Pen']);
    for (const query of [
      'note=x',
      'price__startswith=1',
      'owner=1',
      'price__gte__x=1',
      'constructor=1',
      '__proto__=1',
      'search=a%00',
      'name__icontains=%00',
    ])
      expect((await send(stranger, 'GET', `/api/products/?${query}`)).status, query).toBe(400);
    expect((await send(stranger, 'GET', '/api/products/?price__gte=dear')).body).toEqual({
      price__gte: ['A valid number is required.'],
    });
  });

  it('comes in pages that lead to each other', async () => {
    const first = await send(stranger, 'GET', '/api/products/?page_size=2');
    expect(first.body).toMatchObject({
      count: 3,
      previous: null,
      next: expect.stringMatching(/\?page=2&page_size=2$/),
    });
    const second = (await send(stranger, 'GET', '/api/products/?page_size=2&page=2')).body;
    expect(second).toMatchObject({ next: null, previous: expect.stringMatching(/\?page_size=2$/) });
    expect((await send(stranger, 'GET', '/api/products/?page_size=2&page=last')).body).toEqual({ ...second });
    for (const page of ['0', '3', 'x', '-1', '1e400'])
      expect((await send(stranger, 'GET', `/api/products/?page_size=2&page=${page}`)).status, page).toBe(404);
  });

  it('of somebody’s own is nobody else’s to see, and is changed with its version alone', async () => {
    expect((await send(stranger, 'GET', '/api/entries/')).status).toBe(401);
    const { body } = await send(ana, 'POST', '/api/entries/', { text: 'Dear', owner: 1 });
    const url = `/api/entries/${body.id}/`;
    expect((await send(bea, 'GET', '/api/entries/')).body).toMatchObject({ count: 0, results: [] });
    expect((await send(ana, 'GET', '/api/entries/')).body).toMatchObject({ count: 1, results: [body] });
    for (const method of ['GET', 'PATCH', 'DELETE'] as const)
      expect(
        (await send(bea, method, url, method === 'GET' ? undefined : {}, { 'if-match': '"v1"' })).status,
      ).toBe(404);
    expect((await send(ana, 'PATCH', url, { text: 'x' })).status).toBe(428);
    for (const tags of ['*', '"v1", *', '*, "v1"', '"v1" , * '])
      expect((await send(ana, 'PATCH', url, { text: 'x' }, { 'if-match': tags })).status).toBe(428);
    expect((await send(ana, 'PATCH', url, { text: 'x', owner: 7 }, { 'if-match': '"v1"' })).body).toEqual({
      ...body,
      text: 'x',
    });
  });

  it('may be shared row by row, and is no further than that', async () => {
    const { body: shared } = await send(ana, 'POST', '/api/projects/', { name: 'Shared' });
    const { body: other } = await send(ana, 'POST', '/api/projects/', { name: 'Other' });
    const { body: me } = await send(bea, 'GET', '/api/users/me/');
    const url = `/api/projects/${shared.id}/`;
    const give = async (permission: string) =>
      await site.stagedoor.useCases.objectPermission.assign({
        holder: { userId: me.id },
        permission,
        objects: { type: 'shop.project', ids: [shared.id] },
        by: 'operator',
      });
    expect((await send(bea, 'GET', url)).status).toBe(404);
    await give('view_project');
    expect((await send(bea, 'GET', '/api/projects/')).body).toMatchObject({ count: 1, results: [shared] });
    expect((await send(bea, 'PATCH', url, { name: 'Mine' })).status).toBe(403);
    await give('change_project');
    expect((await send(bea, 'PATCH', url, { name: 'Ours' })).status).toBe(200);
    expect((await send(bea, 'DELETE', url)).status).toBe(403);
    expect((await send(bea, 'GET', `/api/projects/${other.id}/`)).status).toBe(404);
  });

  it('refers to nothing that whoever writes it may not see', async () => {
    const { body: own } = await send(ana, 'POST', '/api/entries/', { text: 'Mine' });
    const none = { entry: [`Invalid pk "${own.id}" - object does not exist.`] };
    expect(await send(bea, 'POST', '/api/pages/', { entry: own.id })).toMatchObject({
      status: 400,
      body: none,
    });
    const { body: empty } = await send(bea, 'POST', '/api/pages/', {});
    expect(await send(bea, 'PATCH', `/api/pages/${empty.id}/`, { entry: own.id })).toMatchObject({
      status: 400,
      body: none,
    });
    expect((await send(ana, 'POST', '/api/pages/', { entry: own.id })).status).toBe(201);
  });

  it.each(['text', '1', ['a', null], { a: { b: 'null' } }, 1.5, true])(
    'keeps the JSON value %j as it is',
    async (facts) => {
      const made = await send(ana, 'POST', '/api/pages/', { facts });
      expect(made).toMatchObject({ status: 201, body: { facts, state: 'draft' } });
      expect((await send(ana, 'GET', `/api/pages/${made.body.id}/`)).body).toEqual(made.body);
      expect((await send(ana, 'GET', '/api/pages/')).status).toBe(200);
    },
  );

  it.each(['a\u0000', { '\u0000': 1 }, ['\ud800']])(
    'refuses the JSON value %j, which no database keeps',
    async (facts) => {
      expect((await send(ana, 'POST', '/api/pages/', { facts })).body).toEqual({
        facts: ['Value must be valid JSON.'],
      });
    },
  );

  it.each<[string, Partial<Resource>, string]>([
    ['a policy by its name', { access: 'IsAuthenticated' as never }, 'names the policy IsAuthenticated'],
    [
      'a policy by its name within another',
      { access: { any: [{ staff: true }, { not: 'Nobody' }] } as never },
      'resources[0].access names the policy Nobody: say the policy itself',
    ],
    ['labels of one alone', { labels: { one: 'thing' } as never }, 'resources[0].labels.many'],
    [
      'labels without English',
      { labels: { one: 'cosa', many: { es: 'cosas' } as never } },
      'resources[0].labels.many must be a text, or texts by language with en among them',
    ],
    ['a part of a number', { filters: { count: ['icontains'] } }, 'filters.count names icontains'],
    ['more of a truth', { filters: { done: ['gt'] } }, 'filters.done names gt'],
    ['a search of full texts', { search: ['@count'] }, 'a search has neither @ (full text) nor $ (patterns)'],
    ['a search by patterns', { search: ['$count'] }, 'a search has neither @ (full text) nor $ (patterns)'],
    ['words in a number', { search: ['count'] }, 'search names count, which is no text'],
    [
      'a column twice',
      {
        fields: {
          owner: { type: 'reference', to: 'user', onDelete: 'cascade' },
          owner_id: { type: 'integer' },
        },
      },
      'would be the column owner_id',
    ],
    [
      'a secret that a refusal tells of',
      { fields: { pin: { type: 'text', max: 9, unique: true, writeOnly: true } } },
      'must not be unique',
    ],
    ['a column of ours', { fields: { row_version: { type: 'integer' } } }, 'would be the column row_version'],
    [
      'a default of another kind',
      { fields: { day: { type: 'date', default: 'foo' } } },
      'day.default must be a value',
    ],
    ...(
      [{ type: 'date' }, { type: 'time' }, { type: 'choice', of: { a: 'A' } }, { type: 'url' }] as const
    ).map((field): [string, Partial<Resource>, string] => [
      `an empty ${field.type} as a default`,
      { fields: { it: { ...field, default: '' } } },
      'thing.it.default must be a value of the field',
    ]),
    [
      'an empty text as the default of what an action takes',
      {
        actions: {
          go: { on: 'row', access: { anyone: true }, input: { it: { type: 'text', max: 9, default: '' } } },
        },
      },
      'thing.actions.go.it.default must be a value',
    ],
    [
      'an empty default of no kind',
      { fields: { it: { type: 'txt', default: '' } as never } },
      'thing.it.type',
    ],
    [
      'an empty default of no choices',
      { fields: { it: { type: 'choice', default: '' } as never } },
      'thing.it.of',
    ],
    ['an action that is none', { actions: { go: null as never } }, 'thing.actions.go'],
    [
      'an action that takes nothing that could be',
      { actions: { go: { on: 'row', access: { anyone: true }, input: null as never } } },
      'thing.actions.go.input must be a record of fields',
    ],
    [
      'names to nest that are no list',
      {
        fields: { it: { type: 'reference', to: 'user', onDelete: 'cascade', nested: 'username' as never } },
        pages: { style: 'number', maxSize: 100 },
      },
      'thing.it.nested',
    ],
    [
      'what nobody says',
      { fields: { note: { type: 'text', max: 9, readOnly: true } } },
      'nobody could say what it holds',
    ],
    [
      'a parameter of lists',
      { fields: { page: { type: 'integer' } }, filters: { page: ['exact'] } },
      'which means something else',
    ],
  ])('does not start with %s', (_what, slip, sentence) => {
    const fields: Resource['fields'] = { count: { type: 'integer' }, done: { type: 'boolean' } };
    const wrong: Resource = { name: 'thing', fields, access: { anyone: true }, ...slip };
    expect(() => defineFeature({ name: 'shop', resources: [wrong] })).toThrow(sentence);
  });

  it('does not start where its policy asks for what nobody can be given on its rows', () => {
    const open = () => defineFeature({ name: 'shop', resources: [project], migrations: [] });
    expect(open).toThrow(
      'project.access asks for view_project, which objectPermissions do not give on shop_project',
    );
  });

  it('is described in the OpenAPI document, without what is never shown', async () => {
    const document = (await send(stranger, 'GET', '/openapi.json')).body;
    expect(Object.keys(document.paths['/api/products/'])).toEqual(['get', 'post']);
    expect(Object.keys(document.paths['/api/products/{id}/']).toSorted()).toEqual([
      'delete',
      'get',
      'patch',
      'put',
    ]);
    expect(Object.keys(document.components.schemas.ShopProduct.properties)).toEqual([
      'id',
      'name',
      'description',
      'price',
      'since',
    ]);
  });

  it('has Django’s permissions', async () => {
    const names = (await site.stagedoor.useCases.permission.list()).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('shop.') && name.endsWith('_product'))).toEqual([
      'shop.add_product',
      'shop.change_product',
      'shop.delete_product',
      'shop.view_product',
    ]);
  });
});
