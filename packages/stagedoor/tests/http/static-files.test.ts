import { afterAll, beforeAll, expect, it } from 'vitest';
import { assetUrl } from '../../src/ui/assets.ts';
import { openSite, type Site } from '../support/open-site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

it('a built asset may be kept for ever under its hashed name', async () => {
  const answer = await site.browser().get(assetUrl('stagedoor.css'));
  expect([answer.statusCode, answer.headers['cache-control']]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ]);
});

it('a hashed name of an earlier build leads to the asset of this one, which is not remembered', async () => {
  const answer = await site.browser().get('/static/stagedoor.0123456789ab.css?x=1');
  expect([answer.statusCode, answer.headers.location, answer.headers['cache-control']]).toEqual([
    302,
    assetUrl('stagedoor.css'),
    'no-store',
  ]);
});

it.each([
  '/static/never.0123456789ab.css',
  '/static/..%2f..%2fpackage.0123456789ab.json',
  '/static/constructor.0123456789ab.css',
  '/static/manifest.json',
])('%s is not there', async (url) => {
  expect((await site.browser().get(url)).statusCode).toBe(404);
});
