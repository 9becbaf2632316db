import { describe, expect, test } from 'vitest';
import { findByCredential } from '../../../src/core/authentication/find-by-credential.ts';
import type { Credential } from '../../../src/core/kernel/credential.ts';
import { isRefused } from '../../../src/core/session/refused.ts';
import { refusalOf } from '../../support/core.ts';
import { anaWithAll, kinds, purpose } from '../../support/credentials.ts';

describe.each(kinds)('a credential of kind %s', (kind) => {
  test('logs its owner in, and nobody once the account is closed', async () => {
    const { site, credentials, userId } = await anaWithAll();
    const ask = () => site.useCases.authentication.find(credentials[kind]);
    expect(await ask()).toMatchObject({ user: { id: userId }, authentication: { level: 'aal1' } });
    await site.stores.users.update(userId, { isActive: false });
    const found = await ask();
    expect(found === null || isRefused(found)).toBe(true);
  });

  test('says which session is its own, or that it has none', async () => {
    const { site, credentials } = await anaWithAll();
    const found = await site.useCases.authentication.find(credentials[kind]);
    if (found === null || isRefused(found)) throw new Error('It logs nobody in.');
    expect(found.session === null).toBe(kind === 'password');
    expect(found.sessionKeyHash).toBe(found.session?.keyHash ?? null);
  });
});

test.each(['api-token', 'personal-token', 'jwt', 'ticket'] as const)(
  'a %s whose session has a stage to pass logs nobody in, nor does one whose back end is not trusted any more',
  async (kind) => {
    const { site, credentials } = await anaWithAll();
    const found = await site.useCases.authentication.find(credentials[kind]);
    if (found === null || isRefused(found) || found.sessionKeyHash === null) throw new Error('Nobody.');
    const again = async (): Promise<Credential> => {
      if (kind !== 'ticket') return credentials[kind];
      const { ticket } = await site.useCases.ticket.create({ principal: found, purpose });
      return { kind, purpose, ticket };
    };
    const isNobody = async (deps: typeof site.deps) => {
      const asked = await findByCredential(deps, await again());
      return asked === null || isRefused(asked);
    };
    expect(await isNobody(site.deps)).toBe(false);
    expect(await isNobody({ ...site.deps, authenticationBackends: [] })).toBe(true);
    const { sessionKeyHash: keyHash } = found;
    await site.stores.sessions.rotate(keyHash, { newKeyHash: keyHash, pendingStage: 'change-password' });
    expect(await isNobody(site.deps)).toBe(true);
  },
);

test('the text of one kind of credential is good for no other', async () => {
  const { site, credentials, visitor } = await anaWithAll();
  const texts = {
    cookie: credentials.cookie.sessionKey,
    jwt: credentials.jwt.token,
    'api-token': credentials['api-token'].key,
    'personal-token': credentials['personal-token'].token,
    ticket: credentials.ticket.ticket,
  };
  const as = (text: string): Record<keyof typeof texts, Credential> => ({
    cookie: { kind: 'cookie', sessionKey: text },
    jwt: { kind: 'jwt', token: text },
    'api-token': { kind: 'api-token', key: text },
    'personal-token': { kind: 'personal-token', token: text },
    ticket: { kind: 'ticket', purpose, ticket: text },
  });
  for (const [own, text] of Object.entries(texts)) {
    for (const [other, credential] of Object.entries(as(text))) {
      if (other === own) continue;
      const found = await site.useCases.authentication.find(credential);
      expect([own, other, found === null || isRefused(found)]).toEqual([own, other, true]);
    }
  }
  const wrong = { kind: 'password', identifier: 'ana', password: texts['api-token'], visitor } as const;
  expect(await site.useCases.authentication.find(wrong)).toBeNull();
});

test('a password whose owner must choose another first is told so', async () => {
  const { site, credentials, userId } = await anaWithAll();
  await site.stores.users.update(userId, { mustChangePassword: true });
  const asked = site.useCases.authentication.find(credentials.password);
  expect(await refusalOf(asked)).toMatchObject({ code: 'stage-required', stage: 'change-password' });
});

test('what is no kind of credential, or no text, logs nobody in, whatever plain JavaScript asks', async () => {
  const { site, credentials } = await anaWithAll();
  const { find } = site.useCases.authentication;
  for (const kind of ['Cookie', 'constructor', '', undefined, null, 7]) {
    // As plain JavaScript may ask.
    const odd = { ...credentials.cookie, ...credentials.ticket, kind } as unknown as Credential;
    expect(await find(odd)).toBeNull();
  }
  for (const ticket of [undefined, null, 7, [credentials.ticket.ticket]]) {
    const odd = { purpose, ticket } as unknown as { purpose: string; ticket: string };
    expect(await site.useCases.ticket.redeem(odd)).toBeNull();
  }
});
