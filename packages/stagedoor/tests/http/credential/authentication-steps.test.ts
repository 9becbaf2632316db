import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/config.ts';
import { authenticationSteps } from '../../../src/http/credential/authentication-steps.ts';
import { challenged } from '../../../src/http/credential/challenge.ts';
import {
  credentialsByClass,
  incomingCredentials,
  usualClasses,
} from '../../../src/http/credential/credentials.ts';
import { readAuthorization } from '../../../src/http/request/authorization.ts';
import type { AuthenticationClass } from '../../../src/http/settings/authentication-class.ts';

const PERSONAL = 'sdp_0123456789';

/** The class that takes a header where these are looked at. */
function classOf(header: string, classes: readonly AuthenticationClass[]): string | null {
  const { header: inHeader } = authenticationSteps(classes, ['JWT', 'Bearer']);
  const read = readAuthorization(header, inHeader.schemes);
  const credential = read === null ? null : inHeader.taking(read);
  return Object.entries(credentialsByClass).find(([, one]) => one === credential)?.[0] ?? null;
}

describe('a header', () => {
  const all = ['basic', 'jwt', 'session', 'token', 'personal-token', 'jwt-cookie'] as const;

  test.each([
    ['Token 9944b091', 'token'],
    ['token', 'token'],
    ['Bearer eyJ', 'jwt'],
    ['JWT eyJ', 'jwt'],
    ['Bearer', 'jwt'],
    [`Bearer ${PERSONAL}`, 'personal-token'],
    [`JWT ${PERSONAL}`, 'personal-token'],
    [`Token ${PERSONAL}`, 'personal-token'],
    [`Basic ${PERSONAL}`, 'basic'],
    ['Digest abc', null],
  ])('%s is one of %s', (header, name) => {
    expect(classOf(header, all)).toBe(name);
  });

  test('is nobody’s where its class is not looked at', () => {
    expect(classOf(`Bearer ${PERSONAL}`, ['personal-token'])).toBe('personal-token');
    expect(classOf('Bearer eyJ', ['personal-token', 'token'])).toBeNull();
    expect(classOf(`Bearer ${PERSONAL}`, ['jwt'])).toBe('jwt');
    expect(classOf('Basic YTpi', ['jwt', 'session'])).toBeNull();
  });
});

test('a header is read in one step, where the first class that reads it stands, and each cookie in its own', () => {
  const { steps } = authenticationSteps(['session', 'token', 'jwt-cookie', 'jwt'], []);
  const { session, 'jwt-cookie': tokenCookie } = credentialsByClass;
  expect(steps).toEqual([session, 'header', tokenCookie]);
});

test('each refusal of a credential is answered with the challenge of the site', () => {
  const answer = { kind: 'json', status: 401, body: {} } as const;
  for (const { refusal } of incomingCredentials) {
    if (refusal === null) continue;
    expect(challenged(answer, refusal, 'Token')).toMatchObject({ headers: { 'www-authenticate': 'Token' } });
    expect(challenged(answer, refusal, null)).toMatchObject({ status: 403 });
  }
  expect(challenged(answer, 'csrf-failed', 'Token')).toBe(answer);
});

test('what is looked at where API_AUTHENTICATION is not set is all that is not opt-in, in one order, in the settings and for whoever knows no site', () => {
  const { apiAuthentication } = parseConfig({
    NODE_ENV: 'test',
    SECRET_KEY: 's'.repeat(43),
    CRYPTOGRAPHY_KEY: 'c'.repeat(43),
  });
  expect(usualClasses).toEqual(apiAuthentication);
});

test('no two headers carry one kind of credential, whose rule of where it is taken is asked by its kind', () => {
  const kinds = incomingCredentials.filter(({ place }) => place === 'header').map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
});

test('no two credentials have one name in the OpenAPI document', () => {
  const names = incomingCredentials.map(({ openApi }) => openApi.name);
  expect(new Set(names).size).toBe(names.length);
});
