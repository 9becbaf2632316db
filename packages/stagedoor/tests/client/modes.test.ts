import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type ClientOptions, createClient } from '../../src/client/index.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/* The client as it is used: against a site that really listens. */

let site: RealSite;
let origin: string;
beforeAll(async () => {
  site = await openRealSite({ env: { ALLOWED_HOSTS: '127.0.0.1' } });
  origin = await site.listen();
});
afterAll(() => site.close());

const modes = ['session', 'token-cookie', 'jwt', 'token'] as const;
const clientOf = (mode: ClientOptions['mode']): Client => createClient({ baseUrl: origin, mode });

describe.each(modes)('a client in %s mode', (mode) => {
  const username = `ana-${mode}`;
  beforeAll(() => site.addPerson(username));

  it('signs in, says who it is, and signs out', async () => {
    const client = clientOf(mode);
    const loggedIn = await client.logIn({ username, password: PASSWORD });
    expect(loggedIn.data).toMatchObject({ username, groups: [] });
    expect(client.session.get()).toEqual({ status: 'signed-in', user: loggedIn.data });
    expect((await client.getMe()).data?.username).toBe(username);
    expect(await client.logOut()).toEqual({ error: undefined });
    expect(client.session.get()).toEqual({ status: 'signed-out' });
    expect((await client.getMe()).error?.code).toBe('not-authenticated');
  });

  it('changes things as whoever is signed in', async () => {
    const client = clientOf(mode);
    await client.logIn({ username, password: PASSWORD });
    const updated = await client.updateMe({ first_name: 'Ana' });
    expect(updated.data?.first_name).toBe('Ana');
    expect(client.session.get()).toMatchObject({ user: { first_name: 'Ana' } });
  });

  it('tells a wrong password from missing fields', async () => {
    const client = clientOf(mode);
    const wrong = await client.logIn({ username, password: 'wrong' });
    expect([wrong.data, wrong.error?.code]).toEqual([undefined, 'invalid-credentials']);
    const missing = await client.logIn({ password: PASSWORD });
    expect(missing.error).toMatchObject({
      code: 'invalid-input',
      status: 400,
      fields: { username: ['This field is required.'] },
    });
  });
});
