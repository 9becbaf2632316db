import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/services.ts';
import { openRealSite, PASSWORD, type RealSite } from '../../support/site.ts';

const NOT_VALID = { code: 'token_not_valid' };

describe.each(['sqlite', 'postgres'] as const)('tokens on %s', (kind) => {
  let site: RealSite;
  let database: TestDatabase | null = null;

  beforeAll(async () => {
    database = kind === 'postgres' ? await createTestDatabase() : null;
    site = await openRealSite(database ? { env: { DATABASE_URL: database.url } } : {});
  });
  afterAll(async () => {
    await site.close();
    await database?.drop();
  });

  let people = 0;
  const addPerson = () => {
    people += 1;
    return site.addPerson(`person-${people}`);
  };
  const send = async (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    { body, ...headers }: { body?: object; authorization?: string; 'idempotency-key'?: string } = {},
  ) => {
    const answer = await site.app.inject({
      method,
      url,
      headers: { host: new URL(site.stagedoor.config.publicUrl).host, ...headers },
      ...(body ? { payload: body } : {}),
    });
    return {
      status: answer.statusCode,
      body: answer.payload === '' ? null : answer.json(),
      challenge: answer.headers['www-authenticate'],
      cookies: answer.cookies.map(({ name }) => name),
    };
  };
  const me = (authorization: string) => send('GET', '/api/users/me/', { authorization });
  const obtainPair = async (username: string) =>
    (await send('POST', '/api/token/', { body: { username, password: PASSWORD } })).body as {
      access: string;
      refresh: string;
    };
  const refresh = (token: string, key?: string) =>
    send('POST', '/api/token/refresh/', {
      body: { refresh: token },
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    });

  it('gives a pair for a name and a password, and no cookie', async () => {
    const { username, id } = await addPerson();
    const answer = await send('POST', '/api/token/', { body: { username, password: PASSWORD } });
    expect(Object.keys(answer.body)).toEqual(['refresh', 'access']);
    expect([answer.status, answer.cookies]).toEqual([200, []]);
    const read = await me(`Bearer ${answer.body.access}`);
    expect([read.status, read.body.id]).toEqual([200, id]);
  });

  it('refuses wrong credentials, missing fields and a refresh token as an access token', async () => {
    const { username } = await addPerson();
    expect(await send('POST', '/api/token/', { body: { username, password: 'wrong' } })).toMatchObject({
      status: 401,
      body: { detail: 'No active account found with the given credentials' },
      challenge: 'Bearer realm="api"',
    });
    expect(await send('POST', '/api/token/', { body: {} })).toMatchObject({
      status: 400,
      body: { password: ['This field is required.'] },
    });
    const pair = await obtainPair(username);
    expect(await me(`Bearer ${pair.refresh}`)).toMatchObject({
      status: 401,
      body: {
        detail: 'Given token not valid for any token type',
        ...NOT_VALID,
        messages: [{ token_class: 'AccessToken', token_type: 'access', message: 'Token has wrong type' }],
      },
    });
  });

  it('rotates a refresh token once, and gives the same successor again for the same key only', async () => {
    const { username } = await addPerson();
    const first = await obtainPair(username);
    const second = await refresh(first.refresh, 'one');
    expect(second.status).toBe(200);
    expect((await refresh(first.refresh, 'one')).body.refresh).toBe(second.body.refresh);
    expect(await refresh(first.refresh)).toMatchObject({
      status: 401,
      body: { detail: 'Token is blacklisted', ...NOT_VALID },
    });
    expect((await refresh(second.body.refresh)).status).toBe(200);
  });

  it('ends the family of a token that comes back after its successor was used', async () => {
    const { username } = await addPerson();
    const first = await obtainPair(username);
    const second = await refresh(first.refresh, 'one');
    const third = await refresh(second.body.refresh);
    expect(await refresh(first.refresh, 'one')).toMatchObject({ status: 401 });
    expect(await refresh(third.body.refresh)).toMatchObject({ status: 401 });
    expect(await me(`Bearer ${third.body.access}`)).toMatchObject({
      status: 401,
      body: { messages: [{ message: 'Token is blacklisted' }] },
    });
  });

  it('gives sixteen refreshes at once one successor', async () => {
    const { username } = await addPerson();
    const { refresh: token } = await obtainPair(username);
    const answers = await Promise.all(Array.from({ length: 16 }, () => refresh(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(15).fill(401)]);
    const won = answers.find(({ status }) => status === 200);
    expect((await refresh(won?.body.refresh)).status).toBe(200);
  });

  it('stops every token of a family that was blacklisted', async () => {
    const { username } = await addPerson();
    const pair = await obtainPair(username);
    const verify = (token: string) => send('POST', '/api/token/verify/', { body: { token } });
    expect(await verify(pair.refresh)).toMatchObject({ status: 200, body: {} });
    const end = () => send('POST', '/api/token/blacklist/', { body: { refresh: pair.refresh } });
    expect(await end()).toMatchObject({ status: 200, body: {} });
    expect(await end()).toMatchObject({ status: 401, body: { detail: 'Token is blacklisted' } });
    expect(await verify(pair.refresh)).toMatchObject({
      status: 400,
      body: { non_field_errors: ['Token is blacklisted'] },
    });
    expect((await me(`Bearer ${pair.access}`)).status).toBe(401);
  });

  it('gives the same API token each time until it is ended', async () => {
    const { username } = await addPerson();
    const obtain = () => send('POST', '/api-token-auth/', { body: { username, password: PASSWORD } });
    const first = await obtain();
    expect(first.body).toEqual({ token: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect((await obtain()).body).toEqual(first.body);
    const authorization = `token ${first.body.token}`;
    expect((await me(authorization)).status).toBe(200);
    expect((await send('DELETE', '/api-token-auth/', { authorization })).status).toBe(204);
    expect(await me(authorization)).toMatchObject({ status: 401, body: { detail: 'Invalid token.' } });
    expect((await obtain()).body.token).not.toBe(first.body.token);
  });

  it('lets a sliding token live on until its refresh ends', async () => {
    const { username } = await addPerson();
    const { body } = await send('POST', '/api/token/sliding/', { body: { username, password: PASSWORD } });
    expect((await me(`Bearer ${body.token}`)).status).toBe(200);
    const again = await send('POST', '/api/token/sliding/refresh/', { body: { token: body.token } });
    expect((await me(`Bearer ${again.body.token}`)).status).toBe(200);
  });

  it('signs whoever came by a token out by the same route as a browser', async () => {
    const { username } = await addPerson();
    const { access, refresh: token } = await obtainPair(username);
    expect((await send('POST', '/api/logout/', { authorization: `Bearer ${access}` })).status).toBe(200);
    expect((await me(`Bearer ${access}`)).status).toBe(401);
    expect((await refresh(token)).status).toBe(401);
  });
});
