import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestSite, type SignedIn, type TestSite } from 'stagedoor/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../../../packages/stagedoor/tests/support/services.ts';
import { site } from '../src/site.ts';

/** One of a kind for each way to ask: what was shown before must be shown afterwards. */
const ASKED = [
  '/api/products/',
  '/api/orders/',
  '/api/books/',
  '/api/articles/',
  '/api/users/me/',
  '/api/users/',
  '/api/organizations/',
];
const password = 'Brass lamp 1 over the door';

let folder: string;
let drop: () => Promise<void>;
let before: TestSite | null = null;
let after: TestSite;
let shown: readonly unknown[];
let people: Readonly<Record<'session' | 'token' | 'jwt', SignedIn>>;
let pen: { readonly id: number };

const ask = async (
  shop: TestSite,
  by: SignedIn,
  url: string,
  method: 'GET' | 'POST' = 'GET',
  payload: object = {},
) => {
  const sent = method === 'GET' ? {} : { payload };
  const { statusCode, body } = await shop.app.inject({ method, url, headers: by.headers, ...sent });
  return { status: statusCode, body: body === '' ? null : JSON.parse(body) };
};

async function fill(shop: TestSite): Promise<void> {
  const staff = await shop.createUser({
    username: 'ana',
    password,
    isStaff: true,
    groups: ['Manager'],
    permissions: ['shop.view_order', 'shop.approve_order'],
  });
  people = {
    session: await shop.signInAs(staff, 'session'),
    token: await shop.signInAs(staff, 'api-token'),
    jwt: await shop.signInAs(staff, 'jwt'),
  };
  const make = async (url: string, payload: object) => {
    const { status, body } = await ask(shop, people.token, url, 'POST', payload);
    expect([url, status]).toEqual([url, 201]);
    return body;
  };
  pen = await make('/api/products/', {
    name: 'Füller "Ü\\1"',
    description: '{null}, NULL\n\t',
    price: '9.90',
  });
  await make('/api/orders/', { product: pen.id, quantity: 2 });
  const author = await make('/api/authors/', { name: 'Ursula Le Guin' });
  await make('/api/books/', { title: 'The Dispossessed', author: author.id, publication_year: 1974 });
  const editors = [staff.id];
  const category = await make('/api/categories/', { name: 'Pens', editors });
  await make('/api/articles/', { title: 'On pens', body: 'They write.', category: category.id });
  await shop.stagedoor.useCases.organization.create({ by: 'operator', name: 'Firm', ownerId: staff.id });
  await shop.runJobs();
  await shop.stagedoor.useCases.audit.seal();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stagedoor-move-'));
  const file = join(folder, 'stagedoor.db');
  const target = await createTestDatabase();
  drop = target.drop;
  const keys = {
    SECRET_KEY: 'vL7mQ2xT9bW4kZ8cJ1nR6hD3sF5gP0aY',
    CRYPTOGRAPHY_KEY: 'kX3vJ9sQ0bT7mW2yZ5cF8hL1nR4uE6aG_dPiOxKwVgY=',
    ORGANIZATIONS: 'managed',
    DATA_DIR: folder,
  };
  const open = (DATABASE_URL: string) => openTestSite({ ...site, env: { ...keys, DATABASE_URL } });
  before = await open(`sqlite:${file}`);
  await fill(before);
  shown = await Promise.all(ASKED.map((url) => ask(before as TestSite, people.token, url)));
  await before.close();
  before = null;
  const empty = await open(target.url);
  const outcome = await empty.stagedoor.migrations.importSqlite(file, []);
  await empty.close();
  expect(outcome.kind).toBe('imported');
  after = await open(target.url);
});

afterAll(async () => {
  await before?.close();
  await after?.close();
  await drop();
  await rm(folder, { recursive: true, force: true });
});

test('what was answered on SQLite is answered on PostgreSQL', async () => {
  const answers = await Promise.all(ASKED.map((url) => ask(after, people.token, url)));
  expect(answers).toEqual(shown);
  expect(shown.every((answer) => (answer as { status: number }).status === 200)).toBe(true);
});

test.each(['session', 'token', 'jwt'] as const)(
  'a %s that was given on SQLite is good on PostgreSQL',
  async (by) => {
    expect(await ask(after, people[by], '/api/users/me/')).toMatchObject({
      status: 200,
      body: { username: 'ana' },
    });
  },
);

test('a password is the same, and the audit log is sound', async () => {
  const stranger = { ...people.token, headers: {} };
  const pair = await ask(after, stranger, '/api/token/', 'POST', { username: 'ana', password });
  expect(pair.status).toBe(200);
  const verdict = await after.stagedoor.useCases.audit.verify();
  expect(verdict).toMatchObject({ isSound: true, isChanged: false });
  expect(verdict.sealed).toBeGreaterThan(3);
});

test('rows are made, changed and refer to those that came over', async () => {
  const order = await ask(after, people.token, '/api/orders/', 'POST', { product: pen.id, quantity: 3 });
  expect(order.status).toBe(201);
  const approved = await ask(after, people.token, `/api/orders/${order.body.id}/approve_order/`, 'POST');
  expect(approved).toMatchObject({ status: 200, body: { total: '29.70' } });
});
