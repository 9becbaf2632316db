import type { Credential } from '../../src/core/kernel/credential.ts';
import { accountsForTest, PASSWORD } from './core.ts';

/** Of the tickets. */
export const purpose = 'chat';

/** Ana, with one credential of each kind; her address is not proved where such people may log in. */
export async function anaWithAll(changes: { readonly unverifiedMayLogIn?: true } = {}) {
  const site = await accountsForTest(changes);
  if (changes.unverifiedMayLogIn === true) await site.signedUp();
  const visitor = site.visitor();
  const principal = await site.loggedIn();
  const own = { identifier: 'ana', password: PASSWORD, visitor };
  const scope = { permissions: [], methods: 'read' } as const;
  const wish = { principal, name: 'script', scope, expiresInDays: 1, visitor };
  const { sessionKey } = await site.logIn();
  const credentials = {
    cookie: { kind: 'cookie', sessionKey },
    jwt: { kind: 'jwt', token: (await site.useCases.jwt.obtainPair(own)).access },
    'api-token': { kind: 'api-token', key: (await site.useCases.apiToken.obtain(own)).key },
    'personal-token': {
      kind: 'personal-token',
      token: (await site.useCases.personalToken.create(wish)).token,
    },
    ticket: {
      kind: 'ticket',
      purpose,
      ticket: (await site.useCases.ticket.create({ principal, purpose })).ticket,
    },
    password: { kind: 'password', ...own },
  } satisfies { [Kind in Credential['kind']]: Extract<Credential, { kind: Kind }> };
  return { site, credentials, userId: principal.user.id, visitor };
}

export const kinds = ['cookie', 'jwt', 'api-token', 'personal-token', 'ticket', 'password'] as const;
