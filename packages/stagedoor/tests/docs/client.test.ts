import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import type { ClientError, ClientOptions, SessionState } from '../../src/client/index.ts';
import type { refusalCodes } from '../../src/client/refusal-codes.ts';
import { readyPolicies } from '../../src/core/policy/ready-policies.ts';
import { defineResource } from '../../src/resource/resource.ts';
import { createGuards } from '../../src/server/create-guards.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import type { Guards } from '../../src/server/guards.ts';
import { bundleForBrowsers } from '../client/bundle-for-browsers.ts';
import { withTables } from '../support/resource-site.ts';
import { openRealSite, type RealSite } from '../support/site.ts';
import { codeBlocks, namesIn, readDocument, sections, tableRows } from './markdown.ts';

const page = readDocument('docs/guides/client.md');
const parts = sections(page, 2);
const part = (title: string) => parts.get(title) ?? '';
const SOURCE = inCheckout('packages', 'stagedoor', 'src', 'client', 'index.ts');

const RESOURCES = inCheckout('packages', 'stagedoor', 'src', 'resource-client', 'index.ts');

let site: RealSite;
let origin: string;
let guards: Guards;
let folder: string;
beforeAll(async () => {
  const product = defineResource({
    name: 'product',
    fields: { name: { type: 'text', max: 100 }, price: { type: 'decimal', digits: 10, places: 2 } },
    filters: { price: ['lte'] },
    orderBy: ['price'],
    access: readyPolicies.IsAuthenticatedOrReadOnly,
  });
  site = await openRealSite({
    features: [defineFeature(withTables('shop', [product]))],
    server: {
      extend(app) {
        const preHandler = (...asked: Parameters<Guards['requireUser']>) => guards.requireUser(...asked);
        app.get('/api/orders/', { preHandler }, async () => [{ id: 1 }, { id: 2 }]);
        app.post('/api/orders/', { preHandler }, async (request) => ({
          id: JSON.parse(String(request.body)).tulips,
        }));
      },
    },
  });
  guards = createGuards(site.stagedoor);
  origin = await site.listen();
  await site.addPerson('ana');
  const cache = inCheckout('node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'client-guide-'));
});
afterAll(async () => {
  if (folder) rmSync(folder, { recursive: true });
  await site?.close();
});

/** Runs an example as it stands, but for where the site is; answers what it exports and what it said. */
async function run(code: string): Promise<{ said: unknown[][]; exported: Record<string, unknown> }> {
  const path = join(folder, `example-${Math.random()}.ts`);
  const placed = code.replaceAll('https://accounts.example', origin);
  const found = placed.replaceAll("'stagedoor/client'", JSON.stringify(SOURCE));
  writeFileSync(path, found.replaceAll("'stagedoor/client/resources'", JSON.stringify(RESOURCES)));
  const said: unknown[][] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...words) => void said.push(words));
  const exported = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as Record<string, unknown>;
  log.mockRestore();
  return { said, exported };
}

const example = (text: string) => codeBlocks(text).find(({ language }) => language === 'ts')?.code ?? '';

describe('the examples of the guide do what they say', () => {
  it('sign in', async () => {
    expect((await run(example(page))).said).toEqual([['Welcome, ana']]);
  });

  it('ask for rows of a resource', async () => {
    expect((await run(example(part('Rows of your resources')))).said).toEqual([['Tulips', '9.90']]);
  });

  it('tell refusals apart', async () => {
    expect((await run(example(part('Answers')))).said).toEqual([['This field may not be blank.']]);
  });

  it('keep tokens themselves', async () => {
    expect((await run(example(part('Modes')))).said).toEqual([['jwt']]);
  });

  it('listen', async () => {
    const { said } = await run(example(part('Who is logged in')));
    // Whether the first question is answered before the log-in is a race, and no matter.
    expect(said.slice(-2)).toEqual([['signed-in'], ['signed-out']]);
  });

  it('ask addresses of the site', async () => {
    expect((await run(example(part('Addresses of your own')))).said).toEqual([[2, 7]]);
  });

  it('answer on a server as the visitor whose cookie came', async () => {
    const { exported } = await run(example(part('On a server')));
    const greet = exported.greet as (request: Request) => Promise<Response>;
    expect(await (await greet(new Request(origin))).text()).toBe('Welcome, stranger');
  });
});

describe('the tables of the guide are whole', () => {
  const firstColumn = (text: string) => tableRows(text).map(([name]) => namesIn(name)[0]);

  it('for modes', () => {
    const modes: Record<NonNullable<ClientOptions['mode']>, true> = {
      session: true,
      'token-cookie': true,
      jwt: true,
      token: true,
    };
    expect(firstColumn(part('Modes'))).toEqual(Object.keys(modes));
  });

  it('for states', () => {
    const states: Record<SessionState<unknown>['status'], true> = {
      loading: true,
      'signed-in': true,
      'signed-out': true,
      'stage-required': true,
    };
    expect(firstColumn(part('Who is logged in'))).toEqual(Object.keys(states));
  });

  it('for the codes that are not in the reference of refusals', () => {
    type OwnCode = Exclude<ClientError['code'], (typeof refusalCodes)[number]>;
    const own: Record<OwnCode, true> = { network: true, aborted: true, 'unexpected-answer': true };
    expect(firstColumn(part('Answers'))).toEqual(Object.keys(own));
  });
});

it('the client is as small as the guide says', async () => {
  const { code } = await bundleForBrowsers(SOURCE);
  const kilobytes = Math.round(gzipSync(code).length / 1_000);
  expect(page).toContain(`It imports nothing and is ${kilobytes} kB with gzip.`);
});
