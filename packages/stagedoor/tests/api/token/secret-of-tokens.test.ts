import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateKey } from '../../../src/config/generated-secrets.ts';
import { openRealSite, PASSWORD, type RealSite } from '../../support/site.ts';

const [OLD, CURRENT, OWN] = [generateKey(), generateKey(), generateKey()];
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

function signedAnew(token: string, secret: string): string {
  const input = token.slice(0, token.lastIndexOf('.'));
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

test('tokens are signed with the bytes of SECRET_KEY, or of JWT_SIGNING_KEY where it is set', async () => {
  const tokens = [await accessOf(shared), await accessOf(separate)];
  expect(tokens).toEqual([signedAnew(tokens[0] ?? '', CURRENT), signedAnew(tokens[1] ?? '', OWN)]);
});

test('an earlier SECRET_KEY verifies no token, nor does SECRET_KEY beside JWT_SIGNING_KEY', async () => {
  const ofShared = await accessOf(shared);
  const ofSeparate = await accessOf(separate);
  expect((await post(shared, '/api/token/verify/', { token: ofShared })).statusCode).toBe(200);
  for (const [site, token] of [
    [shared, signedAnew(ofShared, OLD)],
    [separate, signedAnew(ofSeparate, OLD)],
    [separate, signedAnew(ofSeparate, CURRENT)],
  ] as const) {
    const answer = await post(site, '/api/token/verify/', { token });
    expect([answer.statusCode, answer.json()]).toEqual([
      401,
      { detail: 'Token is invalid', code: 'token_not_valid' },
    ]);
  }
});
