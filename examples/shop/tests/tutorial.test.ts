import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { openTestSite, type SignedIn, type TestSite } from 'stagedoor/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inCheckout } from '../../../scripts/workplace/checkout.ts';
import { site } from '../src/site.ts';
import { readExchange, type Step, tutorialPages } from './tutorial-pages.ts';

const run = promisify(execFile);
const SHOP = join(import.meta.dirname, '..');
const LAUNCHER = inCheckout('packages', 'stagedoor', 'bin', 'stagedoor.js');
const pages = tutorialPages();

describe('the tutorial', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tutorial-'));
    // What `npm install` would bring.
    await symlink(inCheckout('node_modules'), join(folder, 'node_modules'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function follow(step: Step): Promise<void> {
    if (step.kind === 'command') {
      await run(process.execPath, [LAUNCHER, ...step.words], {
        cwd: folder,
        env: { PATH: process.env.PATH, LOG_LEVEL: 'error' },
      });
    } else if (step.kind === 'file') {
      await mkdir(dirname(join(folder, step.path)), { recursive: true });
      await writeFile(join(folder, step.path), step.text);
    }
  }

  test('leads from an empty folder to the shop, file by file', async () => {
    for (const step of pages.flatMap(({ steps }) => steps)) await follow(step);
    const [made, shop] = [await filesIn(folder), await filesIn(SHOP)];
    expect(Object.keys(made)).toEqual(Object.keys(shop));
    expect(made).toEqual(shop);
  });
});

test('a product takes 25 lines: fields, search, filters, order, who may, and an action', async () => {
  const text = await readFile(join(SHOP, 'src', 'resources', 'product.ts'), 'utf8');
  expect(text.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(25);
});

describe('what the tutorial shows', () => {
  let opened: TestSite;
  let people: Readonly<Record<string, SignedIn>>;
  const known = new Map<string, unknown>();

  beforeAll(async () => {
    const secrets = ['MPESA_KEY', 'MPESA_SECRET', 'MPESA_PASSKEY', 'CALLBACK_KEY'];
    const env = Object.fromEntries(secrets.map((name) => [`PAYMENTS_${name}`, 'only-for-tests']));
    opened = await openTestSite({ ...site, env });
    await opened.stagedoor.useCases.group.seedRoles({ by: 'operator', roles: opened.stagedoor.roles });
    const person = async (given: Parameters<typeof opened.createUser>[0]) =>
      await opened.signInAs(await opened.createUser(given), 'api-token');
    people = {
      staff: await person({ isStaff: true }),
      ana: await person({}),
      ben: await person({}),
      clerk: await person({ permissions: ['shop.change_product'] }),
      manager: await person({ groups: ['Manager'] }),
    };
  });
  afterAll(() => opened.close());

  /** `{pen}` is what was answered in its place before. */
  const filled = (text: string) =>
    text.replaceAll(/"\{(\w+)\}"|\{(\w+)\}/g, (_, quoted, bare) => String(known.get(quoted ?? bare)));

  function learn(shown: unknown, answered: unknown): unknown {
    if (typeof shown === 'string' && /^\{\w+\}$/.test(shown)) {
      const name = shown.slice(1, -1);
      if (!known.has(name)) known.set(name, answered);
      return known.get(name);
    }
    if (typeof shown !== 'object' || shown === null) return shown;
    const inside = (answered ?? {}) as Readonly<Record<string, unknown>>;
    const entries = Object.entries(shown).map(([name, value]) => [name, learn(value, inside[name])] as const);
    return Array.isArray(shown) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
  }

  const exchanges = pages.flatMap(({ name, steps }) =>
    steps.flatMap((step) => (step.kind === 'exchange' ? [{ page: name, ...readExchange(step.text) }] : [])),
  );

  test.each(exchanges)('$page: $method $url by $who is answered $status', async (shown) => {
    const { method, who, sent, status, answered } = shown;
    const headers = who === null ? {} : people[who]?.headers;
    if (headers === undefined) throw new Error(`Nobody is called ${who}.`);
    const asked = { method, url: filled(shown.url), headers: { ...headers } };
    const answer = await opened.app.inject({
      ...asked,
      ...(sent !== null && { payload: JSON.parse(filled(sent)) }),
    });
    expect(answer.statusCode).toBe(status);
    if (answered === null) return;
    const body = answer.json();
    expect(body).toMatchObject(learn(JSON.parse(answered), body) as object);
  });
});

/** The files of a site, but its tests and what it keeps, by their paths. */
async function filesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((path) => !/^(?:tests|data|node_modules)\/|^README\.md$/.test(path));
  const texts = await Promise.all(
    paths.toSorted().map(async (path) => [path, await readFile(join(folder, path), 'utf8')]),
  );
  return Object.fromEntries(texts);
}
