import { describe, expect, test } from 'vitest';
import { recheckPrincipal } from '../../../src/core/authentication/recheck-principal.ts';
import { isRefused } from '../../../src/core/session/refused.ts';
import { redeemTicket } from '../../../src/core/token/ticket/redeem-ticket.ts';
import { type AccountsForTest, accountsForTest, PASSWORD } from '../../support/core.ts';
import { anaWithAll, kinds } from '../../support/credentials.ts';

async function anaOfTokens(site: AccountsForTest) {
  const visitor = site.visitor();
  const principal = await site.principalOf(await site.logIn());
  const { key } = await site.useCases.apiToken.obtain({ identifier: 'ana', password: PASSWORD, visitor });
  const byToken = await site.useCases.authentication.find({ kind: 'api-token', key });
  if (byToken === null || !('user' in byToken)) throw new Error('Nobody.');
  return { principal, byToken };
}

test('who logged in is asked again by what they came with', async () => {
  const site = await accountsForTest();
  await site.activated();
  const { principal, byToken } = await anaOfTokens(site);
  for (const one of [principal, byToken])
    expect(await recheckPrincipal(site.deps, { principal: one })).toMatchObject({
      user: { id: principal.user.id },
    });
  expect(
    await recheckPrincipal(site.deps, {
      principal: { user: principal.user, credentialKind: 'password', sessionKeyHash: null },
    }),
  ).toBeNull();
});

const lasting = kinds.filter((kind) => kind !== 'password');

describe.each(lasting)('whom a credential of kind %s logged in', (kind) => {
  async function ana(changes: Parameters<typeof anaWithAll>[0] = {}) {
    const { site, credentials, userId } = await anaWithAll(changes);
    const principal = await site.useCases.authentication.find(credentials[kind]);
    if (principal === null || isRefused(principal) || principal.sessionKeyHash === null)
      throw new Error('Nobody.');
    const recheck = (deps = site.deps) => recheckPrincipal(deps, { principal });
    return { site, userId, keyHash: principal.sessionKeyHash, recheck };
  }

  test('is the same person, by the same kind, as long as nothing changed', async () => {
    const { userId, recheck } = await ana();
    expect(await recheck()).toMatchObject({ user: { id: userId }, credentialKind: kind });
  });

  test('is nobody once their account is closed, or their session ended', async () => {
    const closed = await ana();
    await closed.site.stores.users.update(closed.userId, { isActive: false });
    expect(await closed.recheck()).toBeNull();
    const { site, keyHash, recheck } = await ana();
    await site.stores.sessions.remove(keyHash);
    expect(await recheck()).toBeNull();
  });

  test('is nobody while a stage is to be passed, or once who vouched for them is not trusted', async () => {
    const { site, keyHash, recheck } = await ana();
    expect(await recheck({ ...site.deps, authenticationBackends: [] })).toBeNull();
    await site.stores.sessions.rotate(keyHash, { newKeyHash: keyHash, pendingStage: 'change-password' });
    expect(await recheck()).toBeNull();
  });

  test('is nobody once tokens are not for them, unless they came by a cookie', async () => {
    const { site, recheck } = await ana({ unverifiedMayLogIn: true });
    expect(await recheck()).not.toBeNull();
    const now = await recheck({
      ...site.deps,
      settings: { ...site.settings, unverifiedMayHaveTokens: false },
    });
    expect(now === null).toBe(kind !== 'cookie');
  });
});

test('a session that has a stage to pass by now keeps nothing open', async () => {
  const site = await accountsForTest();
  await site.activated();
  const { principal } = await anaOfTokens(site);
  const { sessionKeyHash: keyHash } = principal;
  await site.stores.sessions.rotate(keyHash, { newKeyHash: keyHash, pendingStage: 'change-password' });
  expect(await recheckPrincipal(site.deps, { principal })).toBeNull();
});

test('a back end that the site does not trust any more keeps nobody in', async () => {
  const site = await accountsForTest();
  await site.activated();
  const { principal } = await anaOfTokens(site);
  expect(await recheckPrincipal({ ...site.deps, authenticationBackends: [] }, { principal })).toBeNull();
});

test('what a ticket opened ends when a ticket would log nobody in any more, though the cookie that made it goes on', async () => {
  const site = await accountsForTest({ unverifiedMayLogIn: true });
  await site.signedUp();
  const { principal } = await anaOfTokens(site);
  const { ticket } = await site.useCases.ticket.create({ principal, purpose: 'chat' });
  const another = await site.useCases.ticket.create({ principal, purpose: 'chat' });
  const byTicket = await site.useCases.ticket.redeem({ purpose: 'chat', ticket });
  if (byTicket === null) throw new Error('Nobody.');
  const deps = { ...site.deps, settings: { ...site.settings, unverifiedMayHaveTokens: false } };
  expect(await recheckPrincipal(site.deps, { principal: byTicket })).toMatchObject({
    credentialKind: 'ticket',
    session: { kind: 'cookie' },
  });
  expect(await redeemTicket(deps, { purpose: 'chat', ticket: another.ticket })).toBeNull();
  expect(await recheckPrincipal(deps, { principal: byTicket })).toBeNull();
  expect(await recheckPrincipal(deps, { principal })).not.toBeNull();
});

test('who came by what is no kind of credential, or by a password, is nobody', async () => {
  const site = await accountsForTest();
  await site.activated();
  const { principal } = await anaOfTokens(site);
  for (const credentialKind of ['password', 'constructor', '', undefined, null]) {
    // As plain JavaScript may ask.
    const odd = { ...principal, credentialKind } as typeof principal;
    expect(await recheckPrincipal(site.deps, { principal: odd })).toBeNull();
  }
});

test('where the unverified may log in and have no tokens, what their tokens opened ends, and not what their cookies did', async () => {
  const site = await accountsForTest({ unverifiedMayLogIn: true });
  await site.signedUp();
  const { principal, byToken } = await anaOfTokens(site);
  const deps = { ...site.deps, settings: { ...site.settings, unverifiedMayHaveTokens: false } };
  expect(await recheckPrincipal(site.deps, { principal: byToken })).not.toBeNull();
  expect(await recheckPrincipal(deps, { principal: byToken })).toBeNull();
  expect(await recheckPrincipal(deps, { principal })).not.toBeNull();
});
