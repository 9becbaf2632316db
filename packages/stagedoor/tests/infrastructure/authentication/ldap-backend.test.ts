import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import * as ldapts from 'ldapts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AuthenticationBackend } from '../../../src/core/user/authentication-backend.ts';
import { openBackends } from '../../../src/create-stagedoor/open-backends.ts';
import {
  createLdapBackend,
  type LdapOptions,
} from '../../../src/infrastructure/authentication/ldap-backend.ts';
import { loadLdapts } from '../../../src/infrastructure/authentication/load-ldapts.ts';
import { fixedClock } from '../../../src/infrastructure/memory/fixed-clock.ts';
import { BEA_PASSWORD, type Directory, PEOPLE, READER, startDirectory } from '../../support/directory.ts';

const authority = readFileSync(new URL('../../support/certificates/authority.pem', import.meta.url), 'utf8');
const stranger = readFileSync(new URL('../../support/certificates/stranger.pem', import.meta.url), 'utf8');

let directory: Directory;
let reasons: string[];
beforeAll(async () => {
  directory = await startDirectory();
});
afterAll(() => directory.stop());
beforeEach(() => {
  reasons = [];
});

const bySearch = { base: PEOPLE, filter: '(uid={username})', bind: READER };
const byPattern = { dnTemplate: `uid={username},${PEOPLE}` };

function open(changes: Partial<LdapOptions> = {}): AuthenticationBackend {
  return createLdapBackend({
    ldapts,
    url: new URL(directory.url),
    startTls: false,
    people: bySearch,
    fields: [
      { here: 'username', there: 'uid' },
      { here: 'email', there: 'mail' },
      { here: 'first_name', there: 'givenname' },
      { here: 'telefono', there: 'telephoneNumber' },
    ],
    subjectAttribute: null,
    policy: { createsUsers: true, adoptsUsers: false, emailsAreVerified: false, namesIgnoreCase: true },
    timeoutMs: 2_000,
    clock: fixedClock('2026-03-02T09:00:00.000Z'),
    onProblem: ({ reason }) => reasons.push(reason),
    ...changes,
  });
}

const ask = (backend: AuthenticationBackend, identifier = 'bea', password = BEA_PASSWORD) =>
  backend.authenticate({ identifier, known: null, password });
const no = { outcome: 'unknown', userId: null };
const away = { outcome: 'unavailable' };
const bea = {
  outcome: 'asserted',
  person: {
    username: 'bea',
    email: 'bea@mail.example',
    firstName: 'Bea',
    extra: { telefono: '+34 600 000 000' },
  },
};

describe.each([
  ['found by a search', bySearch],
  ['named by a pattern', byPattern],
])('a person %s', (_, people) => {
  test('is proved by a bind, and described by the entry', async () => {
    expect(await ask(open({ people }))).toEqual(bea);
    expect(await ask(open({ people }), 'BEA')).toEqual(bea);
    expect(await ask(open({ people }), 'dora+x')).toMatchObject({ person: { username: 'dora+x' } });
    expect(reasons).toEqual([]);
  });

  test('is not by a wrong password, nor where there is no such entry', async () => {
    expect(await ask(open({ people }), 'bea', 'wrong')).toEqual(no);
    expect(await ask(open({ people }), 'nobody')).toEqual(no);
    expect(reasons).toEqual([]);
  });

  test('is not by an empty password, which this directory would let bind', async () => {
    const client = new ldapts.Client({ url: directory.url });
    await client.bind(`uid=bea,${PEOPLE}`, '');
    await client.unbind();
    expect(await ask(open({ people }), 'bea', '')).toEqual(no);
  });

  test.each([
    '*',
    'be*',
    'bea)(uid=*',
    '*)(|(uid=*',
    'bea\\',
    'bea\0',
    '',
    'bea,ou=people',
    'x+uid=bea',
    '#bea',
  ])('is not found by a name that would be more than a name: %j', async (name) => {
    expect(await ask(open({ people }), name)).toEqual(no);
    expect(reasons).toEqual([]);
  });
});

describe('an entry', () => {
  test('is known by the attribute that stays a person’s, in any letters', async () => {
    for (const people of [bySearch, byPattern]) {
      const [one, again, other] = await Promise.all([
        ask(open({ people, subjectAttribute: 'entryUUID' })),
        ask(open({ people, subjectAttribute: 'ENTRYUUID' })),
        ask(open({ people, subjectAttribute: 'entryUUID' }), 'dora+x'),
      ]);
      const value = expect.stringMatching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(one).toEqual({ ...bea, person: { ...bea.person, subject: { attribute: 'entryuuid', value } } });
      expect(again).toEqual(one);
      expect(other).toMatchObject({ outcome: 'asserted', person: { subject: { value } } });
      expect(other).not.toMatchObject({
        person: { subject: (one as typeof bea & { person: { subject: object } }).person.subject },
      });
    }
  });

  test.each(['objectGUID', 'mail'])('that does not tell one %s is nobody', async (subjectAttribute) => {
    expect(await ask(open({ subjectAttribute }))).toEqual(away);
    expect(reasons).toEqual(['the directory does not tell one LDAP_SUBJECT_ATTRIBUTE of the entry']);
  });
});

describe('no answer is', () => {
  test('two entries for one name', async () => {
    expect(await ask(open(), 'twin')).toEqual(away);
    expect(reasons.join()).toMatch(/more than one entry|refuses the search \(result 4\)/);
  });

  test('a service account that is refused; its password is not told', async () => {
    const people = { ...bySearch, bind: { ...READER, password: 'other-secret' } };
    expect(await ask(open({ people }))).toEqual(away);
    expect(reasons).toEqual(['the directory refuses LDAP_BIND_DN (result 49)']);
  });

  test('a silent server, and the connection to it is let go', async () => {
    const server = createServer((socket) => socket.on('error', () => {}).resume());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(`ldap://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(await ask(open({ url, timeoutMs: 200 }))).toEqual(away);
    expect(reasons).toEqual(['no answer within 200 ms']);
    // Resolves once nobody is connected any more.
    await new Promise((resolve) => server.close(resolve));
  });

  test.each(['ldap://127.0.0.1:1', 'ldap://[::1]:1', 'ldaps://[::1]:1'])(
    'a server that is not there: %s',
    async (url) => {
      expect(await ask(open({ url: new URL(url) }))).toEqual(away);
      expect(reasons).toEqual(['ECONNREFUSED']);
    },
  );
});

describe('over TLS', () => {
  test.each([
    ['from the first byte', 'secureUrl', false],
    ['by StartTLS', 'url', true],
  ] as const)(
    '%s a directory of the named authority is asked, and no other',
    async (_, address, startTls) => {
      const url = new URL(directory[address]);
      expect(await ask(open({ url, startTls, certificateAuthorities: authority }))).toEqual(bea);
      expect(await ask(open({ url, startTls, certificateAuthorities: stranger }))).toEqual(away);
      expect(await ask(open({ url, startTls }))).toEqual(away);
      const byAddress = new URL(url.href.replace('localhost', '127.0.0.1'));
      expect(await ask(open({ url: byAddress, startTls, certificateAuthorities: authority }))).toEqual(away);
      expect(reasons).toHaveLength(3);
    },
  );
});

test('a site with a directory and without ldapts is told at boot what to install', async () => {
  const missing = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ERR_MODULE_NOT_FOUND' }));
  expect(await loadLdapts(missing)).toBeNull();
  const config = { authenticationBackends: ['ldap'] } as never;
  const opened = openBackends({
    config,
    clock: {} as never,
    logger: {} as never,
    loadLdapts: async () => null,
  });
  await expect(opened).rejects.toThrow('which needs the package ldapts: npm install ldapts@9');
  await expect(loadLdapts(() => Promise.reject(new Error('another fault')))).rejects.toThrow('another fault');
});
