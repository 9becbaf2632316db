import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../support/page/visitor.ts';
import { PASSWORD } from '../support/people.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

const HTML = 'text/html; charset=utf-8';
const JSON_TYPE = 'application/json';

let site: RealSite;
let ana: Visitor;
beforeAll(async () => {
  site = await openRealSite({ env: { BROWSABLE_API: 'true', API_DOCS: 'true' } });
  await site.addPerson();
  ana = await site.loggedIn();
});
afterAll(() => site.close());

/** Without white space: between the pieces there is some that nobody sees. */
const jsonOn = ({ text }: { readonly text: string }) => text.replaceAll(/\s/g, '');

describe('an address of the API, opened in a browser', () => {
  it('shows who is signed in its answer, what can be done there, and where to go on', async () => {
    const page = await ana.open('/api/users/me/');
    expect([page.status, page.heading, page.response.headers['content-type']]).toEqual([
      200,
      '/api/users/me/',
      HTML,
    ]);
    expect(jsonOn(page)).toContain('"username":"ana"');
    expect(page.text).toContain('HTTP 200 OK');
    expect(page.text).toContain('Delete the own account.');
    expect(page.links).toEqual(
      expect.arrayContaining(['/api/users/me/?format=json', '/docs/', '/api/users/me/sessions/']),
    );
    expect(page.response.headers).toMatchObject({
      vary: 'Accept, Accept-Language, Cookie',
      allow: 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("script-src 'self'"),
    });
  });

  it('leads from a list to what is in it', async () => {
    const list = await ana.open('/api/users/me/sessions/');
    const detail = list.links.find((link) => /^\/api\/users\/me\/sessions\/\d+\/$/.test(link)) ?? '';
    expect((await ana.open(detail)).status).toBe(200);
    expect((await ana.open('/api/users/me/sessions')).links).toContain(detail);
  });

  it('shows a refusal with its status and headers', async () => {
    const page = await ana.open('/api/users/me/sessions/7/');
    expect([page.status, page.response.headers['refusal-code']]).toEqual([404, 'not-found']);
    expect(jsonOn(page)).toContain('"detail":"Notfound."');
  });

  it('shows texts as texts, whatever they are', async () => {
    const name = '<script>alert(1)</script>"&';
    const changed = await ana.browser.send('PATCH', '/api/users/me/', { first_name: name });
    expect(changed.statusCode).toBe(200);
    const page = await ana.open('/api/users/me/');
    expect(page.html).not.toContain('<script>alert');
    expect(page.text).toContain(JSON.stringify(name));
  });

  it('keeps the query in the link to the JSON, and format=api asks for the page', async () => {
    const page = await ana.open('/api/users/me/?format=api&x=1');
    expect(page.response.headers['content-type']).toBe(HTML);
    expect(page.links).toContain('/api/users/me/?format=json&x=1');
    const refused = await ana.browser.get('/api/users/me/?format=api', { accept: 'application/json' });
    expect(refused.statusCode).toBe(406);
  });
});

describe('everybody else is answered as ever', () => {
  const typeOf = async (by: Visitor, url: string, headers: Record<string, string>) => {
    const { statusCode, headers: answered } = await by.browser.get(url, headers);
    return [statusCode, answered['content-type']];
  };

  it.each([
    ['*/*'],
    ['application/json'],
    ['application/json, text/plain, */*'],
    ['text/*;q=0.5, */*'],
    ['text/html, application/json'],
  ])('a script in the browser, by Accept: %s', async (accept) => {
    expect(await typeOf(ana, '/api/users/me/', { accept })).toEqual([200, JSON_TYPE]);
  });

  it('a stranger’s browser, which has no page there', async () => {
    const stranger = site.visitor();
    expect(await typeOf(stranger, '/api/users/me/', {})).toEqual([401, JSON_TYPE]);
    expect(await typeOf(stranger, '/api/csrf/', {})).toEqual([200, JSON_TYPE]);
    expect(await typeOf(stranger, '/api/csrf/', { accept: 'text/html' })).toEqual([406, JSON_TYPE]);
  });

  it('a program with a token, though it asks for a page', async () => {
    const program = site.visitor();
    const obtained = await program.browser.post('/api-token-auth/', { username: 'ana', password: PASSWORD });
    const authorization = `Token ${obtained.json().token}`;
    expect(await typeOf(program, '/api/users/me/', { authorization })).toEqual([200, JSON_TYPE]);
  });

  it('an unsafe request, and a document that others read', async () => {
    const answer = await ana.browser.post('/api/activation/', {});
    expect(answer.headers['content-type']).toBe(JSON_TYPE);
    expect(await typeOf(ana, '/.well-known/jwks.json', {})).toEqual([200, JSON_TYPE]);
    expect(await typeOf(ana, '/openapi.json', {})).toEqual([200, JSON_TYPE]);
  });

  it('/login/ keeps its page for browsers and its JSON for programs', async () => {
    const stranger = site.visitor();
    expect(await typeOf(stranger, '/login/', {})).toEqual([200, HTML]);
    expect(await typeOf(stranger, '/login/', { accept: '*/*' })).toEqual([400, JSON_TYPE]);
  });

  it('OPTIONS tells that there is a page', async () => {
    const answer = await ana.browser.request('OPTIONS', '/api/users/me/');
    expect(answer.json().renders).toEqual(['application/json', 'text/html']);
  });
});
