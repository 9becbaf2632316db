import { expect, test } from 'vitest';
import { recheckPrincipal } from '../../../src/core/authentication/recheck-principal.ts';
import { redeemTicket } from '../../../src/core/token/ticket/redeem-ticket.ts';
import { type AccountsForTest, accountsForTest, PASSWORD } from '../../support/core.ts';

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
    await recheckPrincipal(site.deps, { principal: { credentialKind: 'password', sessionKeyHash: null } }),
  ).toBeNull();
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
