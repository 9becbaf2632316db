import { type NewTestUser, openTestSite, type SignedIn, type TestSite } from 'stagedoor/testing';
import { afterAll, beforeAll } from 'vitest';
import type { databases } from '../../../packages/stagedoor/tests/support/databases.ts';
import { articles } from '../src/articles.ts';
import { books } from '../src/books.ts';
import type { ProductUseCases } from '../src/core/product/product-use-cases.ts';
import { payments } from '../src/payments.ts';
import { shop } from '../src/shop.ts';
import { site } from '../src/site.ts';
import { subscriptions } from '../src/subscriptions.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Whatever JSON came. */
// biome-ignore lint/suspicious/noExplicitAny: each test says what is in it.
type Body = any;

interface Answer {
  readonly status: number;
  readonly body: Body;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The shop, and those who ask it. */
export interface Shop {
  site(): TestSite;
  products(): ProductUseCases;
  get(url: string, by?: SignedIn): Promise<Answer>;
  post(url: string, by: SignedIn | undefined, payload: object): Promise<Answer>;
  ask(method: Method, url: string, by?: SignedIn, payload?: object): Promise<Answer>;
  /** Somebody new, signed in by a token. */
  person(given?: NewTestUser): Promise<SignedIn>;
}

/** Where a tunnel leads to the shop from outside, as M-Pesa finds it. */
export const TUNNEL = 'https://random-id.ngrok.io';
const throughTunnel = { host: new URL(TUNNEL).host, 'x-forwarded-proto': 'https' };
const environment = { PUBLIC_URL: TUNNEL, TRUSTED_PROXIES: '127.0.0.1', UNVERIFIED_MAY_LOG_IN: 'true' };

/** Opens the shop once for all its tests, on one database and behind a tunnel. */
export function useShop(
  { open }: (typeof databases)[number],
  more: () => Promise<Readonly<Record<string, string>>>,
): Shop {
  let opened: Awaited<ReturnType<typeof openShop>>;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    opened = await openShop({ ...environment, ...database.env, ...(await more()) });
  });
  afterAll(async () => {
    await opened.close();
    await drop();
  });
  const ask: Shop['ask'] = async (method, url, by, payload) => {
    const asked = { method, url, headers: { ...throughTunnel, ...by?.headers }, ...(payload && { payload }) };
    const { statusCode: status, body, headers } = await opened.app.inject(asked);
    return { status, body: body === '' ? null : JSON.parse(body), headers };
  };
  return {
    site: () => opened,
    products: () => opened.stagedoor.features.shop.products,
    ask,
    get: (url, by) => ask('GET', url, by),
    post: (url, by, payload) => ask('POST', url, by, payload),
    person: async (given = {}) => await opened.signInAs(await opened.createUser(given), 'api-token'),
  };
}

/** With its features by name, so that what they can do is typed. */
async function openShop(env: Readonly<Record<string, string>>) {
  return await openTestSite({ ...site, features: [shop, books, articles, payments, subscriptions], env });
}
