import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../src/http/route/route.ts';
import { webRoutes } from '../../src/web/web-routes.ts';
import { anonymousEndpoints } from '../support/anonymous-endpoints.ts';
import { everyApiRoute, frontEndEnv } from '../support/every-api-route.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

const routes: readonly Route[] = [...everyApiRoute, ...webRoutes];
const tokenFields = ['access', 'refresh', 'token', 'auth_token', 'access_token'];

/** They may hand out what they declare, and here wait for the e-mail first. */
const WAITING = ['/api/signup/', '/accounts/signup/', `${frontEndEnv.DJ_REST_AUTH_PATH}registration/`];

let site: RealSite;
beforeAll(async () => {
  const env = { FAILURE_FLOOR_MILLISECONDS: '0', TRUSTED_PROXIES: '127.0.0.0/8', ...frontEndEnv };
  site = await openRealSite({ env });
});
afterAll(() => site?.close());

/** What of an answer logs its reader in. */
function handedOut({ cookies, body, headers }: LightMyRequestResponse): Route['issues'] {
  const set = cookies.filter(({ value }) => value !== '').map(({ name }) => name);
  if (set.includes('sessionid')) return 'session';
  const isJson = String(headers['content-type']).startsWith('application/json');
  const fields = isJson ? Object.keys(JSON.parse(body)) : [];
  const isToken = set.includes('Authentication') || fields.some((field) => tokenFields.includes(field));
  return isToken ? 'token' : 'none';
}

describe('a request that is carried out hands out what its route declares, and nothing else', () => {
  // Refused ones hand out nothing, whatever their route declares.
  const carriedOut = anonymousEndpoints.filter(({ usual }) => usual < 400);
  it.each(carriedOut.map((httpInterface, index) => [httpInterface.name, httpInterface, index] as const))(
    '%s',
    async (_, httpInterface, index) => {
      const sent = await httpInterface.ready(site, 0);
      const headers = { host: '127.0.0.1', 'x-forwarded-for': `10.9.${index}.1`, ...sent.headers };
      const answer = await site.app.inject({ ...sent, headers });
      expect(answer.statusCode, answer.body).toBe(httpInterface.usual);
      const route = routes.find(({ method, path }) => method === sent.method && path === sent.url);
      expect(handedOut(answer)).toBe(WAITING.includes(String(sent.url)) ? 'none' : route?.issues);
    },
  );
});
