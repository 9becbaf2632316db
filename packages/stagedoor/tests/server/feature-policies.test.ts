import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiRoute, defineApiRoute } from '../../src/api/api-route.ts';
import { json, Type } from '../../src/api/index.ts';
import { readyPolicies } from '../../src/core/policy/ready-policies.ts';
import { columnTypes, type Generated } from '../../src/database.ts';
import type { Route } from '../../src/http/route/route.ts';
import {
  type AskerPolicy,
  definePermission,
  definePolicies,
  defineRefusal,
  defineTexts,
  djangoModelPermissions,
} from '../../src/index.ts';
import { defineResource } from '../../src/resource/resource.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { openTestSite } from '../../src/testing/index.ts';
import { databases } from '../support/databases.ts';
import { withTables } from '../support/resource-site.ts';

const texts = defineTexts('shop', {
  en: {
    subscription: 'You need an active subscription to access this resource.',
    write: 'Can write products',
  },
  es: { subscription: 'Necesitas una suscripción activa para ver esto.', write: 'Puede escribir productos' },
});
const subscriptionNeeded = defineRefusal('subscription-needed', 403);
const writing = ['add_product', 'change_product', 'delete_product'] as const;

const policies = definePolicies({
  IsEditor: { group: 'Editors' },
  HasSubscription: {
    policy: { has: { table: 'shop_subscription', user: 'user_id', where: { is_active: true } } },
    refusal: 'shop.subscription-needed',
  },
  ReadsPaid: { all: ['IsAuthenticated', 'IsVerifiedUser', 'HasSubscription'] },
});

type Tables = {
  shop_subscription: { id: Generated<number>; user_id: number; is_active: boolean | number };
  auth_group: { id: number; name: string };
  auth_user_groups: { id: Generated<number>; user_id: number; group_id: number };
};

type Shown = Pick<Route, 'method' | 'path'> & { readonly policy: AskerPolicy };

function routeFor(name: string, { method, path, policy }: Shown): ApiRoute {
  return defineApiRoute({
    name,
    method,
    path,
    issues: 'none',
    access: 'anyone',
    csrf: method === 'GET' ? 'none' : 'session',
    personalTokens: true,
    policy,
    operation: name.replace('-', ''),
    summary: 'Shown to whom the policy lets.',
    responses: { 200: Type.Object({ message: Type.String() }) },
    handler: async () => json({ message: 'Hello, Editor!' }),
  });
}

const product = { app: 'shop', model: 'product' };
const articles = '/api/articles/';
const products = '/api/products/';
const routes = () => [
  routeFor('editors', { method: 'GET', path: '/api/editors/', policy: policies.IsEditor }),
  routeFor('paid', { method: 'GET', path: '/api/paid/', policy: policies.ReadsPaid }),
  routeFor('articles-list', { method: 'GET', path: articles, policy: policies.IsAuthenticatedOrReadOnly }),
  routeFor('articles-add', { method: 'POST', path: articles, policy: policies.IsAuthenticatedOrReadOnly }),
  routeFor('products-list', { method: 'GET', path: products, policy: djangoModelPermissions(product) }),
  routeFor('products-add', { method: 'POST', path: products, policy: djangoModelPermissions(product) }),
];

const shopWith = (api: () => readonly ApiRoute[]) =>
  defineFeature({
    name: 'shop',
    texts,
    refusals: [subscriptionNeeded.describedAs(texts.keys.subscription)],
    permissions: writing.map((codename) => definePermission('shop', codename).describedAs(texts.keys.write)),
    migrations: [
      {
        name: '0001_initial',
        statements: (dialect) => [
          `create table shop_subscription (
            id ${columnTypes[dialect].numbered},
            user_id bigint not null references auth_user (id) on delete cascade,
            is_active ${dialect === 'sqlite' ? 'integer' : 'boolean'} not null
          )`,
        ],
      },
    ],
    stores: ({ db, dialect }) => {
      const tables = db.withTables<Tables>();
      return {
        subscribe: (userId: number, isActive: boolean) =>
          tables
            .insertInto('shop_subscription')
            .values({ user_id: userId, is_active: dialect === 'sqlite' ? Number(isActive) : isActive })
            .execute(),
        async join(userId: number, name: string) {
          const group = { id: userId, name };
          await tables.insertInto('auth_group').values(group).execute();
          await tables.insertInto('auth_user_groups').values({ user_id: userId, group_id: userId }).execute();
        },
      };
    },
    useCases: ({ stores }) => stores,
    api,
  });
const shop = shopWith(routes);

const openShop = (env: Readonly<Record<string, string>>) =>
  openTestSite({ features: [shop], env: { ...env, EMAIL_VERIFICATION: 'optional' } });

describe.each(databases)('policies of routes, on $database', ({ open }) => {
  let site: Awaited<ReturnType<typeof openShop>>;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const opened = await open();
    drop = opened.drop;
    site = await openShop(opened.env);
  });
  afterAll(async () => {
    await site.close();
    await drop();
  });

  type Headers = Readonly<Record<string, string>>;
  const HOST = { host: '127.0.0.1:8000' };

  async function ask(path: string, headers: Headers = HOST, method: 'GET' | 'POST' = 'GET') {
    const answer = await site.app.inject({
      method,
      url: path,
      headers,
      ...(method === 'POST' && { payload: {} }),
    });
    const { detail, message, code } = answer.json();
    return { status: answer.statusCode, says: detail ?? message, code };
  }
  const headersOf = async (user: Parameters<typeof site.signInAs>[0]) => (await site.signInAs(user)).headers;

  test('say hello to members of a group, 403 to others and 401 to visitors', async () => {
    const [editor, other] = [
      await site.createUser(),
      await site.createUser({ isSuperuser: true, isStaff: true }),
    ];
    await site.stagedoor.features.shop.join(editor.id, 'Editors');
    expect(await ask('/api/editors/', await headersOf(editor))).toMatchObject({
      status: 200,
      says: 'Hello, Editor!',
    });
    expect(await ask('/api/editors/', await headersOf(other))).toMatchObject({
      status: 403,
      says: 'You do not have permission to perform this action.',
    });
    expect(await ask('/api/editors/')).toMatchObject({
      status: 401,
      says: 'Authentication credentials were not provided.',
    });
  });

  test('let anybody look and members write, at one address with one policy', async () => {
    const ana = await headersOf(await site.createUser());
    expect(await ask(articles)).toMatchObject({ status: 200 });
    expect(await ask(articles, HOST, 'POST')).toMatchObject({ status: 401 });
    expect(await ask(articles, ana, 'POST')).toMatchObject({ status: 200 });
  });

  test('ask a model for the permission of what is done to it', async () => {
    const [adder, other] = [
      await headersOf(await site.createUser({ permissions: ['shop.add_product'] })),
      await headersOf(await site.createUser()),
    ];
    expect(await ask(products)).toMatchObject({ status: 401 });
    expect(await ask(products, other)).toMatchObject({ status: 200 });
    expect(await ask(products, other, 'POST')).toMatchObject({ status: 403 });
    expect(await ask(products, adder, 'POST')).toMatchObject({ status: 200 });
  });

  test('hold a personal token to its scope', async () => {
    const ana = await site.createUser({ permissions: ['shop.add_product'] });
    await site.stagedoor.features.shop.join(ana.id, `Editors of ${ana.id}`);
    const headers = await headersOf(ana);
    const made = await site.app.inject({
      method: 'POST',
      url: '/api/users/me/tokens/',
      headers,
      payload: { name: 'Robot', permissions: [] },
    });
    const robot = { ...HOST, authorization: `Bearer ${made.json().token}` };
    expect(made.statusCode).toBe(201);
    expect(await ask(products, robot)).toMatchObject({ status: 200 });
    expect(await ask(products, robot, 'POST')).toMatchObject({ status: 403 });
  });

  test('say of what is asked the first that is wanting, in words of its own and both languages', async () => {
    const ana = await site.createUser();
    const headers = await headersOf(ana);
    const { subscribe } = site.stagedoor.features.shop;
    const wanting = { status: 403, code: 'shop.subscription-needed' };
    const english = 'You need an active subscription to access this resource.';
    expect(await ask('/api/paid/')).toMatchObject({ status: 401 });
    expect(await ask('/api/paid/', headers)).toEqual({ ...wanting, says: english });
    await subscribe(ana.id, false);
    expect(await ask('/api/paid/', { ...headers, 'accept-language': 'es' })).toEqual({
      ...wanting,
      says: 'Necesitas una suscripción activa para ver esto.',
    });
    await subscribe(ana.id, true);
    expect(await ask('/api/paid/', headers)).toMatchObject({ status: 200 });
  });

  test('are told of in the OpenAPI document, with the refusals of the feature', async () => {
    const { paths, components } = (await site.app.inject({ url: '/openapi.json', headers: HOST })).json();
    const { responses } = paths['/api/paid/'].get;
    expect(responses[401]).toBeDefined();
    expect(responses[403]['x-refusal-codes']).toEqual(['email-unverified', 'permission-denied']);
    expect(JSON.stringify(responses[403].content)).toContain('#/components/schemas/RefusedByPolicy');
    expect(Object.keys(components.schemas.RefusedByPolicy.properties)).toEqual(['detail', 'code']);
  });

  test('ask for a verified address before a subscription, where that comes first', async () => {
    const bea = await site.stagedoor.useCases.user.create({ by: 'operator', username: 'bea', email: '' });
    expect(await ask('/api/paid/', await headersOf(bea))).toMatchObject({
      status: 403,
      says: 'You must verify your email address to perform this action.',
    });
  });
});

describe('a policy of a route', () => {
  const stall = defineResource({
    name: 'stall',
    fields: { name: { type: 'text', max: 9 } },
    access: readyPolicies.AllowAny,
  });
  const market = defineFeature(withTables('market', [stall]));
  const started = async (api: () => readonly ApiRoute[]): Promise<string> => {
    try {
      const site = await openTestSite({ features: [shopWith(api), market] });
      await site.close();
      return 'started';
    } catch (error) {
      return String(error);
    }
  };

  test.each<[unknown, string]>([
    ['IsAuthenticated', 'policy names the policy IsAuthenticated: say the policy itself'],
    [{ owner: 'author' }, 'policy must ask nothing of a row: there is none'],
    [{ any: [{ group: 'A' }, { granted: 'change_project' }] }, 'policy must ask nothing of a row'],
    [{ grup: 'Editors' }, 'policy must say one of all, any, not'],
    [{ permission: 'shop.sell' }, 'shop.sell, which is missing in permissions of shop'],
    [{ has: { table: 'market_stand', user: 'id' } }, 'policy: market_stand is no table of this site'],
    [{ has: { table: 'market_stall', user: 'owner_id' } }, 'market_stall has no column owner_id'],
    [{ has: { table: 'market_stall', user: 'name' } }, 'market_stall.name holds text'],
    // What the feature makes in words of its own, only the database knows.
    [
      { has: { table: 'shop_subscripton', user: 'user_id' } },
      'shop_subscripton is no table of this database',
    ],
    [{ has: { table: 'shop_subscription', user: 'usr_id' } }, 'shop_subscription has no column usr_id'],
    [
      { has: { table: 'shop_subscription', user: 'user_id', where: { active: true } } },
      'The route odd: policy: shop_subscription has no column active',
    ],
    [{ has: { table: 'shop_subscription', user: 'user_id' } }, 'started'],
    [{ permission: 'auth.view_usr' }, 'auth.view_usr, which is missing in permissions of auth'],
    [{ policy: { staff: true }, refusal: 'shop.no' }, 'policy refuses with shop.no'],
  ])('that %j is does not start', async (policy, problem) => {
    const api = () => [routeFor('odd', { method: 'GET', path: '/api/odd/', policy: policy as AskerPolicy })];
    expect(await started(api)).toContain(problem);
  });
});
