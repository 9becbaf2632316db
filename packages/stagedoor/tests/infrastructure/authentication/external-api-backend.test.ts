import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuthenticationBackend } from '../../../src/core/user/authentication-backend.ts';
import {
  createExternalApiBackend,
  type ExternalApiOptions,
} from '../../../src/infrastructure/authentication/external-api-backend.ts';
import { createPublicLookup } from '../../../src/infrastructure/authentication/public-address.ts';
import { fixedClock } from '../../../src/infrastructure/memory/fixed-clock.ts';
import { type OutsideApi, startOutsideApi, tell } from '../../support/outside-api.ts';

const PASSWORD = 'tulips-under-7-bridges';
const certificates = new URL('../../support/certificates/', import.meta.url);
const pem = (name: string): string => readFileSync(new URL(name, certificates), 'utf8');

let api: OutsideApi;
let clock: ReturnType<typeof fixedClock>;
let reasons: string[];

beforeEach(async () => {
  api = await startOutsideApi();
  clock = fixedClock('2026-03-02T09:00:00.000Z');
  reasons = [];
});
afterEach(() => api.close());

function open(changes: Partial<ExternalApiOptions> = {}): AuthenticationBackend {
  return createExternalApiBackend({
    url: new URL(api.url),
    policy: { createsUsers: true, adoptsUsers: false, emailsAreVerified: false, namesIgnoreCase: false },
    fields: null,
    subjectField: null,
    allowsPrivate: true,
    timeoutMs: 300,
    clock,
    onProblem: ({ reason }) => reasons.push(reason),
    ...changes,
  });
}

const ask = (backend: AuthenticationBackend, password = PASSWORD) =>
  backend.authenticate({ identifier: 'bea', known: null, password });
const away = { outcome: 'unavailable' };

describe('an identity', () => {
  test.each([
    ['u-1', 'u-1'],
    [42, '42'],
    [0, '0'],
  ])('is the member that the site names: %j', async (id, value) => {
    api.answer = (_, response) => tell(response, { id, email: 'bea@mail.example' });
    expect(await ask(open({ subjectField: 'id' }))).toMatchObject({
      outcome: 'asserted',
      person: { subject: { attribute: 'id', value } },
    });
  });

  test.each(['', null, true, 1.5, ['u-1'], 2 ** 53, undefined])(
    'is not %j, which may be somebody else’s, too',
    async (id) => {
      api.answer = (_, response) => tell(response, { id });
      expect(await ask(open({ subjectField: 'id' }))).toEqual(away);
      expect(reasons.join()).toContain('EXTERNAL_AUTH_SUBJECT_FIELD');
    },
  );
});

describe('a yes', () => {
  test('is 200 with a JSON object, asked by a form with username and password', async () => {
    api.answer = (_, response) => tell(response, { email: 'bea@mail.example', telefono: null, sexo: 'f' });
    const person = {
      username: 'bea',
      email: 'bea@mail.example',
      extra: { telefono: null, sexo: 'f' },
    };
    expect(await ask(open(), 'pässword &=+ ')).toEqual({ outcome: 'asserted', person });
    expect(api.asked.map((form) => [...form])).toEqual([
      [
        ['username', 'bea'],
        ['password', 'pässword &=+ '],
      ],
    ]);
    expect(reasons).toEqual([]);
  });

  test('fills the fields that the site has mapped, and no others', async () => {
    api.answer = (_, response) =>
      tell(response, { mail: 'bea@mail.example', born: '1990-02-03', email: 'x' });
    const fields = [
      { here: 'email', there: 'mail' },
      { here: 'fecha_nacimiento', there: 'born' },
    ];
    const answer = await ask(open({ fields }));
    expect(answer).toMatchObject({
      person: { email: 'bea@mail.example', extra: { fecha_nacimiento: '1990-02-03' } },
    });
  });

  test('may spell the name in its own way, but name nobody else', async () => {
    api.answer = (_, response) => tell(response, { username: 'BEA' });
    expect(await ask(open())).toMatchObject({ person: { username: 'BEA' } });
    api.answer = (_, response) => tell(response, { username: 'admin' });
    expect(await ask(open())).toMatchObject({ person: { username: 'bea' } });
  });

  test('does not reach into the objects of this program', async () => {
    api.answer = (_, response) => tell(response, '{"__proto__": {"isStaff": true}, "constructor": 1}');
    await ask(open());
    expect(({} as { isStaff?: boolean }).isStaff).toBeUndefined();
  });
});

test.each([400, 401, 403, 404, 422])('%i is a no', async (status) => {
  api.answer = (_, response) => tell(response, { detail: 'no' }, status);
  expect(await ask(open())).toEqual({ outcome: 'unknown', userId: null });
  expect(reasons).toEqual([]);
});

describe('no answer at all is', () => {
  const cases: [string, OutsideApi['answer'], RegExp][] = [
    ['an error of the server', (_, response) => tell(response, {}, 503), /it answered 503/],
    ['too many requests', (_, response) => tell(response, {}, 429), /it answered 429/],
    ['success of another kind', (_, response) => tell(response, {}, 201), /it answered 201/],
    ['a page', (_, response) => tell(response, '<h1>Welcome</h1>'), /without a JSON object/],
    ['a list', (_, response) => tell(response, [{ username: 'bea' }]), /without a JSON object/],
    ['an answer without end', (_, response) => void response.writeHead(200).write('{'), /no answer within/],
    ['silence', () => {}, /no answer within 300 ms/],
    ['more than it may say', (_, response) => tell(response, { x: 'x'.repeat(70_000) }), /longer than 65536/],
    ['a connection cut off', (_, response) => void response.destroy(), /ECONNRESET|cut off/],
    [
      'half an answer',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"a":');
        setImmediate(() => response.destroy());
      },
      /ECONNRESET|cut off/,
    ],
  ];

  test.each(cases)('%s', async (_, answer, reason) => {
    api.answer = answer;
    expect(await ask(open())).toEqual(away);
    expect(reasons.join()).toMatch(reason);
    expect(reasons.join()).not.toContain(PASSWORD);
  });

  test('a drop of an answer every moment: the time is for the whole of it', async () => {
    api.answer = (_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    };
    expect(await ask(open())).toEqual(away);
    expect(reasons).toEqual(['no answer within 300 ms']);
  });

  test('a redirect: the password goes nowhere else (ASVS V15.3.2)', async () => {
    const trap = await startOutsideApi();
    api.answer = (_, response) => void response.writeHead(307, { location: trap.url }).end();
    expect(await ask(open())).toEqual(away);
    expect(trap.connections()).toBe(0);
    expect(reasons).toEqual(['it answered 307, and redirects are not followed']);
    await trap.close();
  });

  test('a port where nobody listens', async () => {
    await api.close();
    expect(await ask(open())).toEqual(away);
    expect(reasons).toEqual(['ECONNREFUSED']);
    api = await startOutsideApi();
  });
});

describe('an address inside', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['2130706433', '127.0.0.1'],
    ['0x7f.1', '127.0.0.1'],
    ['localhost', 'a name'],
  ])('is not connected to as %s (%s; ASVS V1.3.6)', async (host) => {
    const { port } = new URL(api.url);
    const backend = open({ url: new URL(`http://${host}:${port}/`), allowsPrivate: false });
    expect(await ask(backend)).toEqual(away);
    expect(api.connections()).toBe(0);
    expect(reasons.join()).toMatch(/not a public one/);
  });

  test.each([
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[fd00::1]',
    '[fe80::1]',
    '169.254.169.254',
    '10.1.2.3',
    '[64:ff9b::a00:1]',
  ])('is not connected to: %s', async (host) => {
    expect(await ask(open({ url: new URL(`http://${host}/`), allowsPrivate: false }))).toEqual(away);
    expect(reasons.join()).toMatch(/not a public one/);
  });

  test('is not connected to when a name that was fine leads there now (DNS rebinding)', async () => {
    const { port } = new URL(api.url);
    for (const answer of [['93.184.216.34', '127.0.0.1'], ['127.0.0.1'], []]) {
      const lookup = createPublicLookup('EXTERNAL_AUTH_ALLOW_PRIVATE', (_, __, callback) =>
        callback(
          null,
          answer.map((address) => ({ address, family: 4 })),
        ),
      );
      const url = new URL(`http://auth.example:${port}/`);
      expect(await ask(open({ url, allowsPrivate: false, lookup }))).toEqual(away);
    }
    expect(api.connections()).toBe(0);
  });

  test('is, where the site allows it', async () => {
    api.answer = (_, response) => tell(response, {});
    expect(await ask(open())).toMatchObject({ outcome: 'asserted' });
  });
});

describe('over TLS', () => {
  let secure: OutsideApi;
  afterEach(() => secure.close());

  const openSecure = async (name: string) => {
    secure = await startOutsideApi({ key: pem(`${name}.key`), cert: pem(`${name}.pem`) });
    secure.answer = (_, response) => tell(response, {});
    return new URL(secure.url);
  };

  test('a certificate of the authority that the site names is good', async () => {
    const url = await openSecure('good');
    const backend = open({ url, certificateAuthorities: pem('authority.pem') });
    expect(await ask(backend)).toMatchObject({ outcome: 'asserted' });
  });

  test.each([
    ['of another authority', 'good', 'stranger.pem'],
    ['that has expired', 'expired', 'authority.pem'],
    ['of another host', 'other-host', 'authority.pem'],
    ['that nobody vouches for', 'good', null],
  ])('a certificate %s is not, and nothing is said to it', async (_, name, authority) => {
    const url = await openSecure(name);
    const backend = open({ url, ...(authority ? { certificateAuthorities: pem(authority) } : {}) });
    expect(await ask(backend)).toEqual(away);
    expect(secure.asked).toEqual([]);
    expect(reasons.join()).toMatch(/CERT|ALTNAME|SIGNATURE|ISSUER/);
  });
});

describe('a dead system', () => {
  test('is not waited for by each log-in: after three silences it rests, then one tries', async () => {
    api.answer = () => {};
    const backend = open({ timeoutMs: 30 });
    for (let index = 0; index < 6; index += 1) expect(await ask(backend)).toEqual(away);
    expect(api.asked).toHaveLength(3);
    expect(reasons.at(-1)).toBe('no answer within 30 ms; not asked again for 15 s');
    clock.advance(14_999);
    await ask(backend);
    expect(api.asked).toHaveLength(3);
    clock.advance(1);
    await Promise.all(Array.from({ length: 8 }, () => ask(backend)));
    expect(api.asked).toHaveLength(4);
    clock.advance(15_000);
    api.answer = (_, response) => tell(response, {});
    expect(await ask(backend)).toMatchObject({ outcome: 'asserted' });
    expect(await ask(backend)).toMatchObject({ outcome: 'asserted' });
  });

  test('is not made to rest by answers that come at once, however useless', async () => {
    api.answer = (_, response) => tell(response, {}, 500);
    const backend = open();
    for (let index = 0; index < 5; index += 1) await ask(backend);
    expect(api.asked).toHaveLength(5);
  });

  test('holds up no more than 32 questions at once', async () => {
    api.answer = () => {};
    const backend = open();
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(backend)));
    expect(answers).toEqual(Array.from({ length: 40 }, () => away));
    expect(api.asked).toHaveLength(32);
    expect(reasons.filter((reason) => reason === '32 questions run already')).toHaveLength(8);
  });
});
