import { brotliDecompressSync, gunzipSync } from 'node:zlib';
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

it.each([
  ['a built asset', () => assetUrl('stagedoor.css'), 200],
  ['an older name of one', () => '/static/stagedoor.0123456789ab.css', 302],
  ['a file that is not there', () => '/static/nothing.css', 404],
])('%s tells the browser how to keep to itself', async (_, url, status) => {
  const secure = await openSite({ env: { PUBLIC_URL: 'https://example.org', SECURE_SSL_REDIRECT: 'false' } });
  const answer = await secure.app.inject({ url: url(), headers: { host: 'example.org' } });
  await secure.close();
  expect(answer.statusCode).toBe(status);
  expect(answer.headers).toMatchObject({
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'referrer-policy': expect.stringMatching(/^(?:no-referrer|same-origin)$/),
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  });
});

it.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['gzip, br;q=0', 'gzip', gunzipSync],
])('a built asset comes compressed to whoever takes %s', async (accepted, encoding, open) => {
  const url = assetUrl('stagedoor.css');
  const whole = await site.app.inject({ url, headers: { 'accept-encoding': 'identity' } });
  const small = await site.app.inject({ url, headers: { 'accept-encoding': accepted } });
  expect(whole.headers['content-encoding']).toBeUndefined();
  expect(small.headers).toMatchObject({
    'content-encoding': encoding,
    'content-type': whole.headers['content-type'],
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  });
  expect(small.headers.vary).toMatch(/accept-encoding/i);
  expect(small.headers.etag).not.toBe(whole.headers.etag);
  expect(small.rawPayload.length).toBeLessThan(whole.rawPayload.length / 3);
  expect(open(small.rawPayload).equals(whole.rawPayload)).toBe(true);
  const known = { 'accept-encoding': accepted, 'if-none-match': String(small.headers.etag) };
  expect((await site.app.inject({ url, headers: known })).statusCode).toBe(304);
});

it.each(['/accounts/login/', '/api/csrf/'])(
  '%s, which carries secrets, is never compressed (BREACH)',
  async (url) => {
    const answer = await site.app.inject({ url, headers: { accept: '*/*', 'accept-encoding': 'br, gzip' } });
    expect(answer.headers['content-encoding']).toBeUndefined();
  },
);

it('a compressed form has no address of its own', async () => {
  expect((await site.browser().get(`${assetUrl('stagedoor.css')}.br`)).statusCode).toBe(404);
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
