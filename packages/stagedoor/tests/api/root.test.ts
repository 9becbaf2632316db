import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readyPolicies } from '../../src/core/policy/ready-policies.ts';
import { defineResource } from '../../src/resource/resource.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { frontEndEnv } from '../support/every-api-route.ts';
import { withTables } from '../support/resource-site.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

const shelf = defineResource({
  name: 'shelf',
  plural: 'shelves',
  fields: { label: { type: 'text', max: 9 } },
  access: readyPolicies.IsAuthenticated,
});
const shop = defineFeature(withTables('shop', [shelf]));

let site: RealSite;

beforeAll(async () => {
  site = await openRealSite({ features: [shop], env: { BROWSABLE_API: 'true', ...frontEndEnv } });
  await site.addPerson();
});
afterAll(() => site.close());

const headers = () => ({ host: site.stagedoor.config.publicUrl.host });

/** Lists as REST framework's router calls them, anything else by what it does. */
function nameOf(operation: string, path: string): string {
  const [, list] = /^\/api\/([\w-]+)\/$/.exec(path) ?? [];
  return operation.startsWith('list') && list !== undefined ? list : operation;
}

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
        : [[nameOf(get.operationId, path), site.stagedoor.config.publicUrl.origin + path]],
    );
    expect(opened.length).toBeGreaterThan(10);
    expect(answer.json()).toEqual(Object.fromEntries(opened));
    expect(Object.keys(answer.json())).toEqual(
      expect.arrayContaining(['getMe', 'groups', 'permissions', 'shelves', 'users']),
    );
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
