import { expect, it } from 'vitest';
import { openSite } from '../support/open-site.ts';

const JSON_TYPE = 'application/json';

it('is served to anybody at both addresses, once for each version of it', async () => {
  const site = await openSite();
  const stranger = site.browser();
  const first = await stranger.get('/openapi.json');
  expect([first.statusCode, first.headers['content-type'], first.headers['cache-control']]).toEqual([
    200,
    JSON_TYPE,
    'no-cache',
  ]);
  expect(first.json()).toMatchObject({ openapi: '3.1.1', servers: [{ url: 'http://127.0.0.1:8000' }] });
  expect((await stranger.get('/api/schema')).body).toBe(first.body);
  const again = await stranger.get('/openapi.json', { 'if-none-match': String(first.headers.etag) });
  expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', first.headers.etag]);
  const changed = await stranger.get('/openapi.json', { 'if-none-match': '"other"' });
  expect(changed.statusCode).toBe(200);
  expect((await stranger.post('/openapi.json')).statusCode).toBe(405);
  await site.close();
});

it('draws /docs/ without inline script or style, under the policy of every page', async () => {
  const site = await openSite();
  const page = await site.browser().get('/docs/', { accept: 'text/html' });
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-security-policy']).toMatch(/script-src 'self'; style-src 'self';/);
  expect(page.body).not.toMatch(/<script>|<style|style=|\son\w+=/);
  await site.close();
});

it('is closed in production, and wherever API_DOCS is off (ASVS V13.4.5)', async () => {
  const site = await openSite({ env: { API_DOCS: 'false' } });
  for (const path of ['/openapi.json', '/api/schema/', '/docs/']) {
    expect((await site.browser().get(path)).statusCode, path).toBe(404);
  }
  await site.close();
});
