import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frontEndEnv } from '../support/every-api-route.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

let site: RealSite;

beforeAll(async () => {
  site = await openRealSite({ env: { BROWSABLE_API: 'true', ...frontEndEnv } });
  await site.addPerson();
});
afterAll(() => site.close());

const headers = () => ({ host: site.stagedoor.config.publicUrl.host });

interface Described {
  readonly paths: Record<string, { readonly get?: { readonly operationId: string } }>;
}

describe('the root of the JSON API', () => {
  it('lists by name every address that can be opened as it stands, and no other', async () => {
    const answer = await site.app.inject({ url: '/api/', headers: headers() });
    expect(answer.statusCode).toBe(200);
    const described: Described = (await site.app.inject({ url: '/openapi.json', headers: headers() })).json();
    const opened = Object.entries(described.paths).flatMap(([path, { get }]) =>
      get === undefined || path.includes('{')
        ? []
        : [[get.operationId, site.stagedoor.config.publicUrl.origin + path]],
    );
    expect(opened.length).toBeGreaterThan(10);
    expect(answer.json()).toEqual(Object.fromEntries(opened));
  });

  it('lists nothing that is not there', async () => {
    const addresses: Record<string, string> = (
      await site.app.inject({ url: '/api/', headers: headers() })
    ).json();
    for (const address of Object.values(addresses)) {
      const opened = await site.app.inject({ url: new URL(address).pathname, headers: headers() });
      expect([address, opened.statusCode]).not.toEqual([address, 404]);
    }
  });

  it('is a page for who is logged in and opens it in a browser', async () => {
    const ana = await site.loggedIn();
    const page = await ana.open('/api/');
    expect([page.status, page.heading]).toEqual([200, '/api/']);
  });

  it('tells strangers nothing where API_DOCS is off', async () => {
    const quiet = await openRealSite({ env: { API_DOCS: 'false' } });
    const answer = await quiet.app.inject({
      url: '/api/',
      headers: { host: quiet.stagedoor.config.publicUrl.host },
    });
    expect(answer.statusCode).toBe(401);
    await quiet.close();
  });
});
