import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateKey } from '../../../src/config/generated-secrets.ts';
import { createTestDatabase } from '../../support/services.ts';
import { openRealSite, PASSWORD, type RealSite } from '../../support/site.ts';

const [OLDEST, OLD, CURRENT, OWN] = [generateKey(), generateKey(), generateKey(), generateKey()];
const refused = { detail: 'Token is invalid', code: 'token_not_valid' };
const opened: RealSite[] = [];
let shared: RealSite;
let separate: RealSite;
beforeAll(async () => {
  const secrets = { SECRET_KEY: CURRENT, SECRET_KEY_FALLBACKS: OLD };
  shared = await openRealSite({ env: secrets });
  separate = await openRealSite({ env: { ...secrets, JWT_SIGNING_KEY: OWN } });
  opened.push(shared, separate);
  for (const site of opened) await site.addPerson();
});
afterAll(async () => {
  for (const site of opened) await site.close();
});

const post = (site: RealSite, url: string, payload: Record<string, string>) =>
  site.app.inject({ method: 'POST', url, payload });

async function accessOf(site: RealSite): Promise<string> {
  const answer = await post(site, '/api/token/', { username: 'ana', password: PASSWORD });
  return answer.json().access;
}

function signedAnew(token: string, secret: string, hash = 'sha256'): string {
  const input = token.slice(0, token.lastIndexOf('.'));
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
}

test('tokens are signed with the bytes of SECRET_KEY, or of JWT_SIGNING_KEY where it is set', async () => {
  const tokens = [await accessOf(shared), await accessOf(separate)];
  expect(tokens).toEqual([signedAnew(tokens[0] ?? '', CURRENT), signedAnew(tokens[1] ?? '', OWN)]);
});

test('an earlier SECRET_KEY that is no fallback verifies no token, nor does any SECRET_KEY beside JWT_SIGNING_KEY', async () => {
  const ofShared = await accessOf(shared);
  const ofSeparate = await accessOf(separate);
  for (const token of [ofShared, signedAnew(ofShared, OLD)])
    expect((await post(shared, '/api/token/verify/', { token })).statusCode).toBe(200);
  for (const [site, token] of [
    [shared, signedAnew(ofShared, OLDEST)],
    [separate, signedAnew(ofSeparate, OLD)],
    [separate, signedAnew(ofSeparate, CURRENT)],
  ] as const) {
    const answer = await post(site, '/api/token/verify/', { token });
    expect([answer.statusCode, answer.json()]).toEqual([401, refused]);
  }
});

/* The steps of the guide on keys, by nodes of one database that are at different ones. */
describe('a change of SECRET_KEY', () => {
  const steps = {
    before: { SECRET_KEY: OLD },
    announced: { SECRET_KEY: OLD, SECRET_KEY_FALLBACKS: CURRENT },
    changed: { SECRET_KEY: CURRENT, SECRET_KEY_FALLBACKS: `${OLD},${OLDEST}` },
    dropped: { SECRET_KEY: CURRENT },
  };
  type Step = keyof typeof steps;
  const nodes = new Map<Step, RealSite>();
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  const at = (step: Step): RealSite => nodes.get(step) as RealSite;
  beforeAll(async () => {
    const CRYPTOGRAPHY_KEY = generateKey();
    // Of two nodes in one process that write to one file of SQLite, one would keep the other from ever finishing.
    database = await createTestDatabase();
    for (const [step, secrets] of Object.entries(steps)) {
      const env = { ...secrets, CRYPTOGRAPHY_KEY, DATABASE_URL: database.url };
      nodes.set(step as Step, await openRealSite({ env }));
    }
    // One time for all of them, or a token could be from the future.
    const now = new Date();
    for (const { clock } of nodes.values()) clock.set(now);
    await at('before').addPerson();
  });
  afterAll(async () => {
    for (const node of nodes.values()) await node.close();
    await database.drop();
  });

  const pairAt = async (step: Step): Promise<{ access: string; refresh: string }> =>
    (await post(at(step), '/api/token/', { username: 'ana', password: PASSWORD })).json();
  const meAt = (step: Step, access: string) =>
    at(step).app.inject({ url: '/api/users/me/', headers: { authorization: `Bearer ${access}` } });
  const refreshAt = (step: Step, refresh: string) => post(at(step), '/api/token/refresh/', { refresh });

  test.each([
    ['before', 'changed'],
    ['before', 'announced'],
    ['announced', 'changed'],
    ['changed', 'announced'],
    ['changed', 'dropped'],
    ['dropped', 'changed'],
  ] as const)('ends no token of a node %s at one %s', async (made, shown) => {
    const { access, refresh } = await pairAt(made);
    expect((await meAt(shown, access)).json()).toMatchObject({ username: 'ana' });
    const renewed = await refreshAt(shown, refresh);
    expect(renewed.statusCode).toBe(200);
    const { SECRET_KEY } = steps[shown];
    expect(renewed.json().access).toBe(signedAnew(renewed.json().access, SECRET_KEY));
    expect((await meAt(shown, renewed.json().access)).statusCode).toBe(200);
  });

  test('ends those of the old key where that is no fallback any more, whoever signs with it', async () => {
    const { access, refresh } = await pairAt('before');
    expect((await meAt('changed', access)).statusCode).toBe(200);
    expect((await meAt('dropped', access)).statusCode).toBe(401);
    expect([(await refreshAt('dropped', refresh)).json()]).toMatchObject([refused]);
    const forged = signedAnew((await pairAt('dropped')).access, OLD);
    expect((await meAt('dropped', forged)).statusCode).toBe(401);
    // Nothing was used up: where the key still counts the pair is good.
    expect((await refreshAt('changed', refresh)).statusCode).toBe(200);
  });

  test('keeps a fallback away from an algorithm that it is too short for (RFC 7518 section 3.2)', async () => {
    const SECRET_KEY = generateKey() + generateKey();
    const long = generateKey() + generateKey();
    const env = { JWT_ALGORITHM: 'HS512', SECRET_KEY, SECRET_KEY_FALLBACKS: `${OLD},${long}` };
    const site = await openRealSite({ env });
    await site.addPerson();
    const token = await accessOf(site);
    const verdict = async (secret: string) =>
      (await post(site, '/api/token/verify/', { token: signedAnew(token, secret, 'sha512') })).statusCode;
    expect([await verdict(SECRET_KEY), await verdict(long), await verdict(OLD)]).toEqual([200, 200, 401]);
    await site.close();
  });
});
