import { expect, test } from 'vitest';
import { accountsForTest, PASSWORD, refusedWith } from '../../../support/core.ts';

test('a password sent with a request makes no ticket: nothing of it outlives the request', async () => {
  const site = await accountsForTest();
  const own = await site.loggedIn();
  const proof = { identifier: 'ana', password: PASSWORD, visitor: site.visitor() };
  const principal = await site.useCases.login.findPasswordPrincipal(proof);
  const make = (of: typeof principal) => site.useCases.ticket.create({ principal: of, purpose: 'websocket' });
  expect(await refusedWith(make(principal))).toBe('permission-denied');
  const { ticket } = await make(own);
  expect(await site.useCases.ticket.redeem({ purpose: 'websocket', ticket })).toMatchObject({
    user: { id: own.user.id },
  });
});
