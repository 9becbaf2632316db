import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRealSite, type RealSite } from '../support/site.ts';

let site: RealSite;

beforeAll(async () => {
  site = await openRealSite({ env: { BROWSABLE_API: 'true' } });
  await site.addPerson();
});
afterAll(() => site.close());

describe('the root of the JSON API', () => {
  it('lists by name what can be opened, and nothing that its routes do not tell', async () => {
    const answer = await site.app.inject({
      url: '/api/',
      headers: { host: site.stagedoor.config.publicUrl.host },
    });
    expect(answer.statusCode).toBe(200);
    const addresses = answer.json() as Record<string, string>;
    expect(addresses.listSessions).toBe(`${site.stagedoor.config.publicUrl.origin}/api/users/me/sessions/`);
    for (const address of Object.values(addresses)) {
      const opened = await site.app.inject({
        url: new URL(address).pathname,
        headers: { host: site.stagedoor.config.publicUrl.host },
      });
      expect([address, opened.statusCode === 404]).toEqual([address, false]);
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
