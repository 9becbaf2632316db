import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config.ts';
import { definePolicies } from '../../../src/core/policy/define-policies.ts';
import type { Policy } from '../../../src/core/policy/policy.ts';
import { readyPolicies } from '../../../src/core/policy/ready-policies.ts';
import { checkAllFeatures } from '../../../src/create-stagedoor/check-all-features.ts';
import type { FeatureCore } from '../../../src/create-stagedoor/feature.ts';
import { definePermission, defineTexts } from '../../../src/index.ts';
import type { Field } from '../../../src/resource/field.ts';
import { defineResource, type Resource } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { databases } from '../../support/databases.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../support/resource-site.ts';
import { PASSWORD } from '../../support/site.ts';

const article = defineResource({
  name: 'article',
  fields: {
    author: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    title: { type: 'text', max: 40, min: 2, label: 'head line' },
    body: { type: 'markdown', blank: true },
    price: { type: 'decimal', digits: 6, places: 2, min: '0', nullable: true },
    state: { type: 'choice', of: { draft: 'A draft', live: 'Seen by all' }, default: 'draft' },
    secret: { type: 'text', max: 9, blank: true, writeOnly: true },
    seen: { type: 'integer', default: 0, readOnly: true },
    at: { type: 'moment', set: 'created' },
  },
  access: readyPolicies.IsOwnerOrReadOnly,
});
const rare = defineResource({
  name: 'rare',
  fields: { name: { type: 'text', max: 9 } },
  throttle: 'rare',
  access: readyPolicies.AllowAny,
});
const news = defineFeature(withTables('news', [article, rare]));
const [sqlite] = databases as [(typeof databases)[0]];

describe('who comes to a resource', () => {
  let site: ResourceSite;
  let ana: string;
  let url: string;
  const basic = `Basic ${Buffer.from(`ana:${PASSWORD}`).toString('base64')}`;

  beforeAll(async () => {
    site = await openResourceSite([news], sqlite.open, {
      API_AUTHENTICATION: 'session,jwt,personal-token,basic',
      THROTTLE_SCOPES: 'rare=2/min',
    });
    ana = await site.tokenOf('ana');
    const { body } = await site.send(ana, 'POST', '/api/articles/', { title: 'Mine' });
    url = `/api/articles/${body.id}/`;
  });
  afterAll(() => site.close());

  const asked = ['GET', 'PATCH', 'POST', 'DELETE'] as const;
  /** What each method is answered: to make and to delete one of their own, at that. */
  const tried = async (token: string) => {
    const statuses: number[] = [];
    for (const method of asked) {
      const own =
        method === 'DELETE' ? await site.send(ana, 'POST', '/api/articles/', { title: 'Gone' }) : null;
      const at = method === 'POST' ? '/api/articles/' : own === null ? url : `/api/articles/${own.body.id}/`;
      const payload = method === 'PATCH' || method === 'POST' ? { title: 'Ours' } : undefined;
      statuses.push((await site.send(token, method, at, payload)).status);
    }
    return statuses;
  };

  it('takes a name and a password with each request, where the site does', async () => {
    expect(await tried(basic)).toEqual([200, 200, 201, 204]);
  });

  it('lets a personal token do what its scope names of the resource, and nothing else', async () => {
    const { useCases } = site.site.stagedoor;
    const { id: userId } = (await site.send(ana, 'GET', '/api/users/me/')).body;
    const all = ['view', 'add', 'change', 'delete'].map((act) => `news.${act}_article`);
    for (const permission of [...all, 'news.view_rare'])
      await useCases.permission.grant({ userId, permission, by: 'operator' });
    const browser = await site.site.loggedIn('ana');
    const principal = await useCases.session.findPrincipal({
      sessionKey: browser.browser.cookie('sessionid') ?? '',
    });
    if (principal === null) throw new Error('nobody is logged in');
    const visitor = { ipAddress: '', userAgent: '', language: 'en', deviceKey: null } as const;
    const madeOf = async (permissions: readonly string[], methods: 'read' | 'write') => {
      const scope = { permissions, methods };
      const wish = { principal, visitor, scope, name: 'x', expiresInDays: 2 };
      return await tried(`Bearer ${(await useCases.personalToken.create(wish)).token}`);
    };
    expect(await madeOf([], 'write')).toEqual([403, 403, 403, 403]);
    expect(await madeOf(['news.view_rare'], 'write')).toEqual([403, 403, 403, 403]);
    expect(await madeOf(['news.view_article'], 'read')).toEqual([200, 403, 403, 403]);
    expect(await madeOf(all, 'read')).toEqual([200, 403, 403, 403]);
    expect(await madeOf(['news.view_article', 'news.change_article'], 'write')).toEqual([200, 200, 403, 403]);
    expect(await madeOf(['news.add_article'], 'write')).toEqual([403, 403, 201, 403]);
    expect(await madeOf(all, 'write')).toEqual([200, 200, 201, 204]);
  });

  it('keeps to the rate that the resource declares, of all its addresses together', async () => {
    const statuses: number[] = [];
    for (const path of ['/api/rares/', '/api/rares/1/', '/api/rares/'])
      statuses.push((await site.send(null, 'GET', path)).status);
    expect(statuses).toEqual([200, 404, 429]);
  });

  it('does not start under a rate that nobody said', () => {
    const under = (scopes: string) => () =>
      parseConfig(
        { THROTTLE_SCOPES: scopes, SECRET_KEY: 'x'.repeat(50), DATABASE_URL: 'sqlite::memory:' },
        {},
        [{ name: 'news', resources: [rare] }],
      );
    expect(under('login=1/min')).toThrow(
      'THROTTLE_SCOPES has no rate for rare, which the resource rare of news',
    );
    expect(under('rare=1/min')).not.toThrow('no rate');
  });

  const tags: [string, number][] = [
    ['"v1"', 412],
    ['"v1", "v2"', 200],
    ['"v1","v2" , "v9"', 200],
    ['W/"v2"', 200],
    ['W/"v1", W/"v2"', 200],
    ['"v1", "x", W/"v3"', 412],
    ['*', 200],
    ['', 412],
    ['v2', 412],
    ['"v2', 412],
    ['"v1" "v2"', 412],
    ['"V2"', 412],
  ];
  it.each(tags)('compares the version with the tags %j of If-Match', async (tag, status) => {
    const { body } = await site.send(ana, 'POST', '/api/articles/', { title: 'Old' });
    const at = `/api/articles/${body.id}/`;
    await site.send(ana, 'PATCH', at, { title: 'New' });
    expect((await site.send(ana, 'PATCH', at, { title: 'Now' }, { 'if-match': tag })).status).toBe(status);
  });

  it('tells by OPTIONS, as REST framework does, which fields there are to whoever may send them', async () => {
    const whole = (await site.send(ana, 'OPTIONS', '/api/articles/')).body;
    expect(whole).toMatchObject({ name: 'Article List', renders: ['application/json'] });
    expect(whole.actions).toEqual({
      POST: {
        id: { type: 'integer', required: false, read_only: true, label: 'ID' },
        author: { type: 'field', required: false, read_only: true, label: 'Author' },
        title: {
          type: 'string',
          required: true,
          read_only: false,
          label: 'Head line',
          min_length: 2,
          max_length: 40,
        },
        body: { type: 'string', required: false, read_only: false, label: 'Body' },
        price: { type: 'decimal', required: false, read_only: false, label: 'Price', min_value: '0' },
        state: {
          type: 'choice',
          required: false,
          read_only: false,
          label: 'State',
          choices: [
            { value: 'draft', display_name: 'A draft' },
            { value: 'live', display_name: 'Seen by all' },
          ],
        },
        secret: { type: 'string', required: false, read_only: false, label: 'Secret', max_length: 9 },
        seen: { type: 'integer', required: false, read_only: true, label: 'Seen' },
        at: { type: 'datetime', required: false, read_only: true, label: 'At' },
      },
    });
    const bea = await site.tokenOf('bea');
    const told = async (token: string | null, at: string) =>
      Object.keys((await site.send(token, 'OPTIONS', at)).body.actions ?? {});
    expect([await told(null, '/api/articles/'), await told(bea, '/api/articles/')]).toEqual([[], ['POST']]);
    expect([await told(null, url), await told(bea, url), await told(ana, url)]).toEqual([
      [],
      [],
      ['PUT', 'PATCH'],
    ]);
    expect(await told(ana, '/api/articles/7/')).toEqual([]);
  });
});

describe('the resources of a site', () => {
  const thing = (slip: Partial<Resource> = {}): Resource => ({
    name: 'thing',
    fields: { name: { type: 'text', max: 9 } },
    access: definePolicies({}).AllowAny,
    ...slip,
  });
  const to = (name: string): Partial<Resource> => ({
    fields: { other: { type: 'reference', to: name, onDelete: 'cascade' } },
  });
  const asks = (access: Policy) => thing({ access });
  const keys = (to: string): Resource['fields'] => ({ part: { type: 'references', to } });
  const onList = { on: 'list', access: readyPolicies.AllowAny } as const;
  const wanting = { policy: { staff: true }, refusal: 'shop.needed' } as const;
  const opened = (one: Resource, other: Resource) => () =>
    checkAllFeatures([
      { name: 'shop', resources: [one] },
      { name: 'market', resources: [other] },
    ]);

  it.each<[string, Resource, Resource, string]>([
    ['one name', thing(), thing(), 'its resource thing has the name of one of shop'],
    [
      'one address',
      thing(),
      thing({ name: 'object', plural: 'things' }),
      'served at /api/things/, which is thing of shop',
    ],
    ['a name of accounts', thing({ name: 'user' }), thing(), 'its resource user has a name of accounts'],
    [
      'a reference to nothing',
      thing(to('ghost.thing')),
      thing({ name: 'x' }),
      'refers to ghost.thing, which is no resource of this site',
    ],
    [
      'a reference to no resource of theirs',
      thing(to('market.thing')),
      thing({ name: 'x' }),
      'refers to market.thing',
    ],
    [
      'several references to nothing',
      thing({ fields: keys('ghost.thing') }),
      thing({ name: 'x' }),
      'thing.part refers to ghost.thing, which is no resource of this site',
    ],
    ...(['input', 'answer'] as const).map((part): [string, Resource, Resource, string] => [
      `a reference to nothing in the ${part} of an action`,
      thing({ actions: { go: { ...onList, [part]: keys('ghost.thing') } } }),
      thing({ name: 'x' }),
      'thing.actions.go.part refers to ghost.thing, which is no resource of this site',
    ]),
    [
      'a refusal of an action that nobody has words for',
      thing({ actions: { go: { on: 'list', access: wanting } } }),
      thing({ name: 'x' }),
      'thing.actions.go.access: refuses with shop.needed, which is missing in refusals of shop',
    ],
    [
      'a refusal that nobody has words for',
      asks(wanting),
      thing({ name: 'x' }),
      'thing.access: refuses with shop.needed, which is missing in refusals of shop',
    ],
    [
      'a table that is not there',
      asks({ has: { table: 'market_ghost', user: 'id' } }),
      thing({ name: 'x' }),
      'thing.access: market_ghost is no table of this site',
    ],
    [
      'a permission of nobody',
      asks({ permission: 'market.sell_x' }),
      thing({ name: 'x' }),
      'thing.access: nobody has market.sell_x to give',
    ],
    [
      'a column that is not there',
      asks({ has: { table: 'market_x', user: 'owner_id' } }),
      thing({ name: 'x' }),
      'market_x has no column owner_id',
    ],
    [
      'a key of whom that is a text',
      asks({ has: { table: 'market_x', user: 'name' } }),
      thing({ name: 'x' }),
      'market_x.name holds text, and is compared with integer',
    ],
    [
      'a column that never holds what it is to',
      asks({ has: { table: 'market_x', user: 'id', where: { name: 7 } } }),
      thing({ name: 'x' }),
      'market_x.name holds text, and is compared with integer',
    ],
    [
      'a field of another kind than the column',
      asks({ field: 'name', in: { table: 'market_x', user: 'id', value: 'row_version' } }),
      thing({ name: 'x' }),
      'market_x.row_version holds integer, and is compared with text',
    ],
  ])('do not start with %s', (_what, one, other, sentence) => {
    expect(opened(one, other)).toThrow(sentence);
  });

  const ab = { a: { type: 'integer', default: 0 }, b: { type: 'integer', default: 0 } } as const;
  const selling = defineTexts('shop', { en: { sell: 'Can sell' }, es: { sell: 'Puede vender' } });
  it.each<[string, readonly FeatureCore[], string]>([
    [
      'two resources',
      [
        { name: 'shop', resources: [thing({ name: 'order_item' })] },
        { name: 'shop_order', resources: [thing({ name: 'item' })] },
      ],
      'the resource item would be the table shop_order_item, which is the resource order_item of the feature shop',
    ],
    [
      'a resource and the keys of another feature’s',
      [
        { name: 'shop', resources: [thing({ fields: keys('thing') })] },
        { name: 'shop_thing', resources: [thing({ name: 'part' })] },
      ],
      'the resource part would be the table shop_thing_part, which is the table of keys thing.part of the feature shop',
    ],
    [
      'keys and keys of one feature',
      [
        {
          name: 'shop',
          resources: [
            thing({ fields: { b_part: keys('thing').part as Field } }),
            thing({ name: 'thing_b', fields: keys('thing') }),
          ],
        },
      ],
      'the table of keys thing_b.part would be the table shop_thing_b_part, which is the table of keys thing.b_part of the feature shop',
    ],
    [
      'a resource and permissions on single rows',
      [
        {
          name: 'shop',
          texts: selling,
          permissions: [definePermission('shop', 'sell_thing').describedAs(selling.keys.sell)],
          resources: [thing(), thing({ name: 'thing_grant' })],
          objectPermissions: [{ table: 'shop_thing', permissions: ['sell_thing'] }],
        },
      ],
      'the table of permissions on shop_thing would be the table shop_thing_grant, which is the resource thing_grant of the feature shop',
    ],
    ...['', '_data', '_idx', '_content', '_docsize', '_config'].map(
      (ending): [string, readonly FeatureCore[], string] => [
        `a resource and what texts are looked up in${ending}`,
        [
          {
            name: 'shop',
            resources: [thing({ fields: { text: { type: 'text', max: 9, searchIndex: true } } })],
          },
          { name: 'shop_thing', resources: [thing({ name: `text_search${ending}` })] },
        ],
        `the resource text_search${ending} would be the table shop_thing_text_search${ending}, which is the index of shop_thing on text of the feature shop`,
      ],
    ),
    [
      'a resource and an index of what is unique',
      [
        {
          name: 'shop',
          resources: [
            thing({ name: 'thing_a_b_unique' }),
            thing({ fields: ab, uniqueTogether: [['a', 'b']] }),
          ],
        },
      ],
      'the index of shop_thing on a and b would be the index shop_thing_a_b_unique, which is the resource thing_a_b_unique of the feature shop',
    ],
    [
      'a resource and the index of keys',
      [{ name: 'shop', resources: [thing(), thing({ name: 'thing_pkey' })] }],
      'the resource thing_pkey would be the table shop_thing_pkey, which is the index of the keys of shop_thing of the feature shop',
    ],
    [
      'a resource and accounts',
      [{ name: 'account', resources: [thing({ name: 'emailaddress' })] }],
      'the resource emailaddress would be the table account_emailaddress, which is a table of the feature accounts',
    ],
    [
      'two indexes of two resources',
      [
        {
          name: 'shop',
          resources: [
            thing({ fields: { a_b: { type: 'integer', unique: true } } }),
            thing({ name: 'thing_a', fields: { b: { type: 'integer', unique: true } } }),
          ],
        },
      ],
      'the index of shop_thing_a on b would be the index shop_thing_a_b_unique, which is the index of shop_thing on a_b of the feature shop',
    ],
    [
      'a resource and what a step of another feature made, whichever comes first',
      [
        { name: 'shop_order', resources: [thing({ name: 'item' })] },
        {
          name: 'shop',
          migrations: [
            {
              name: '0001_initial',
              operations: [
                { kind: 'create-table', table: 'shop_old', state: { columns: {} } },
                { kind: 'rename-table', table: 'shop_old', to: 'shop_order_item' },
              ],
            },
          ],
        },
      ],
      'the resource item would be the table shop_order_item, which is made by a step of the feature shop',
    ],
  ])('do not start where one table would be of %s', (_what, features, sentence) => {
    expect(() => checkAllFeatures(features)).toThrow(sentence);
  });

  const integer = { type: 'integer' } as const;
  it.each<[string, Partial<Resource>, string]>([
    ['whole numbers', { fields: { a: { type: 'integer', min: 10, max: 5 } } }, 'thing.a.min must be no more'],
    ['lengths', { fields: { a: { type: 'text', min: 9, max: 3 } } }, 'thing.a.min must be no more'],
    [
      'decimals',
      { fields: { a: { type: 'decimal', digits: 4, places: 2, min: '10.01', max: '9.99' } } },
      'thing.a.min must be no more',
    ],
    [
      'decimals beyond their digits',
      { fields: { a: { type: 'decimal', digits: 3, places: 2, min: '100' } } },
      'thing.a.min must be a value of the field',
    ],
    ['no choices', { fields: { a: { type: 'choice', of: {} } } }, 'thing.a.of must name a choice'],
    [
      'pages larger than the largest',
      { pages: { style: 'number', size: 200, maxSize: 100 } },
      'thing.pages.size must be no more than its maxSize',
    ],
    [
      'pages that hold more than a node should',
      { fields: { a: { type: 'long-text', max: 4_500_000 } }, pages: { style: 'number', maxSize: 100 } },
      'thing.pages takes 100 rows, which may hold 4500000 characters each: a page holds 50000000. Say a size of 11',
    ],
    [
      'pages that hold more than a node should, by what is nested',
      {
        fields: { a: { type: 'long-text' }, all: { type: 'references', to: 'thing', nested: ['a'] } },
        pages: { style: 'number', maxSize: 100 },
      },
      'thing.pages takes 100 rows, which may hold 10101800 characters each',
    ],
    [
      'counts of pages by cursor',
      { pages: { style: 'cursor', count: 'exact' } },
      'thing.pages.count must be left out',
    ],
    ['one order twice', { fields: { a: integer }, order: ['a', '-a'] }, 'thing.order names a twice'],
    ['a set of nothing', { uniqueTogether: [[]] }, 'thing.uniqueTogether has a set of no fields'],
    [
      'what nobody could send',
      { actions: { go: { ...onList, input: { at: { type: 'moment', set: 'created' } } } } },
      'thing.actions.go.at must be neither set nor readOnly',
    ],
    [
      'words for a field that is not read',
      { fields: { a: { ...integer, nullable: true, access: { write: wanting } } } },
      'thing.a.access.write must say no refusal',
    ],
  ])('do not start where a declaration contradicts itself by %s', (_what, slip, sentence) => {
    expect(() => checkAllFeatures([{ name: 'shop', resources: [thing(slip)] }])).toThrow(sentence);
  });

  it('may say bounds that are one value, and pages that are the largest', () => {
    const fields: Resource['fields'] = {
      a: { type: 'integer', min: 5, max: 5 },
      b: { type: 'decimal', digits: 3, places: 2, min: '1', max: '1.00' },
    };
    const pages = { style: 'limit-offset', size: 100, maxSize: 100, count: 'capped' } as const;
    expect(() => checkAllFeatures([{ name: 'shop', resources: [thing({ fields, pages })] }])).not.toThrow();
  });

  it('may have a table that a step of another feature took away', () => {
    const operations = [
      { kind: 'create-table', table: 'shop_order_item', state: { columns: {} } },
      { kind: 'drop-table', table: 'shop_order_item' },
    ] as const;
    const features = [
      { name: 'shop', migrations: [{ name: '0001_initial', operations }] },
      { name: 'shop_order', resources: [thing({ name: 'item' })] },
    ];
    expect(() => checkAllFeatures(features)).not.toThrow();
  });

  it('may refer to each other whichever feature comes first', () => {
    expect(opened(thing(to('market.thing')), thing({ plural: 'stuff' }))).toThrow('has the name');
    expect(opened(thing(to('market.other')), thing({ name: 'other', ...to('shop.thing') }))).not.toThrow();
  });
});
