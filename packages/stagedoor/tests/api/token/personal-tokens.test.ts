import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from '../../support/browser.ts';
import { everyApiRoute, frontEndEnv } from '../../support/every-api-route.ts';
import { openSite, type Site } from '../../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../../support/people.ts';

const TOKENS = '/api/users/me/tokens/';
let site: Site;
let browser: Browser;
let people = 0;

beforeAll(async () => {
  site = await openSite({ env: frontEndEnv });
});
afterAll(() => site.close());
beforeEach(async () => {
  people += 1;
  const username = `person-${people}`;
  const { id } = await addPerson(site, username);
  await site.stores.giveAccess(id, { permissions: ['add_post', 'view_post'] });
  browser = await signIn(site, username);
});

async function create(body: object = {}) {
  return (await browser.post(TOKENS, { name: 'Deploy', ...body })).json();
}

/** A program: no cookies, the token in the header. */
function send(token: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) {
  const headers = { authorization: `Bearer ${token}` };
  return site.browser().request(method, url, { headers, ...(payload ? { payload } : {}) });
}

describe('a personal access token', () => {
  it('is shown once, and listed afterwards without it', async () => {
    const made = await create({ permissions: ['view_post'], expires_in_days: 7 });
    expect(made).toMatchObject({ name: 'Deploy', methods: 'read', permissions: ['tests.view_post'] });
    expect(made.token).toMatch(/^sdp_[A-Za-z0-9]{46}$/);
    expect(made.token).toContain(made.hint);
    const { token, ...rest } = made;
    expect((await browser.get(TOKENS)).json()).toEqual([rest]);
    expect(token).not.toBe(rest.hint);
  });

  it('signs its owner in under both schemes, with no more rights than its scope', async () => {
    const { token } = await create({ permissions: ['view_post'] });
    for (const scheme of ['Bearer', 'Token']) {
      const me = await site.browser().get('/api/users/me/', { authorization: `${scheme} ${token}` });
      expect([me.statusCode, me.json().permissions]).toEqual([200, ['view_post']]);
    }
  });

  it('writes only where it may write', async () => {
    const reader = await create();
    const body = { first_name: 'Eva' };
    expect((await send(reader.token, 'PATCH', '/api/users/me/', body)).statusCode).toBe(403);
    const writer = await create({ methods: 'write' });
    expect((await send(writer.token, 'PATCH', '/api/users/me/', body)).statusCode).toBe(200);
  });

  it('opens no route that does not say so: no credentials, no tokens, no other sessions', async () => {
    const { token } = await create({ methods: 'write' });
    const closed = everyApiRoute.filter(
      ({ personalTokens, credentials, ticket }) =>
        // Where a ticket is all that counts, a token of whatever kind is nothing.
        personalTokens !== true && credentials !== 'none' && ticket === undefined,
    );
    const statuses = new Map<string, number>();
    for (const { method, path, name } of closed) {
      const url = path.replaceAll(/:[a-z]+/g, '1');
      statuses.set(
        name,
        (await send(token, method as 'POST', url, method === 'GET' ? undefined : {})).statusCode,
      );
    }
    expect(new Set(statuses.values())).toEqual(new Set([403]));
    expect(statuses.size).toBeGreaterThan(20);
  });

  it('is refused once revoked, expired, or mistyped', async () => {
    const { token, id } = await create({ expires_in_days: 1 });
    const status = async (text = token) => (await send(text, 'GET', '/api/users/me/')).statusCode;
    expect(await status()).toBe(200);
    expect(await status(token.replace(/.$/, (last: string) => (last === 'a' ? 'b' : 'a')))).toBe(401);
    const { token: other } = await create({ expires_in_days: 1 });
    expect((await browser.send('DELETE', `${TOKENS}${id}/`)).statusCode).toBe(204);
    expect((await browser.send('DELETE', `${TOKENS}${id}/`)).statusCode).toBe(404);
    expect([await status(), await status(other)]).toEqual([401, 200]);
    site.clock.advance(24 * 3_600_000);
    expect(await status(other)).toBe(401);
  });

  it('is not made from rights that its owner has not, nor for ever, nor without a name', async () => {
    const refused = await browser.post(TOKENS, {
      name: ' ',
      permissions: ['delete_everything'],
      expires_in_days: 1_000,
    });
    expect([refused.statusCode, Object.keys(refused.json())]).toEqual([400, ['name']]);
    expect(await create({ permissions: ['delete_everything'] })).toEqual({
      permissions: ['"delete_everything" is not a valid choice.'],
    });
    expect(await create({ expires_in_days: 1_000 })).toEqual({
      expires_in_days: ['Ensure this value is less than or equal to 365.'],
    });
  });

  it('asks for a password that was proved a short while ago', async () => {
    site.clock.advance(site.stagedoor.settings.reauthenticationWindowMs + 1);
    expect(await create()).toMatchObject({ code: 'reauthentication-required' });
  });

  it('outlives a changed password', async () => {
    const { token } = await create();
    await browser.post('/api/password/change/', {
      old_password: PASSWORD,
      new_password1: 'lanterns-above-9-harbours',
      new_password2: 'lanterns-above-9-harbours',
    });
    expect((await send(token, 'GET', '/api/users/me/')).statusCode).toBe(200);
  });
});
