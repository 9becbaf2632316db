import { securityEvent } from '../../audit/security-event.ts';
import { AccountsError } from '../../kernel/errors.ts';
import { operator } from '../../kernel/visitor.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * Opens an account that `deactivateUser` shut, for an operator. What ended then stays ended: its owner logs in anew. It says
 * nothing about the address: that its owner proves by the link of the activation e-mail.
 *
 * @throws AccountsError `not-found`.
 * @example
 * await stagedoor.useCases.user.activate({ userId: user.id });
 */
export async function activateUser(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  input: { readonly userId: number },
): Promise<User> {
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    const user = await stores.users.lockById(input.userId);
    if (!user) throw new AccountsError({ code: 'not-found' });
    if (user.isActive) return user;
    await stores.users.update(user.id, { isActive: true });
    await stores.audit.append(securityEvent('user-activate', { userId: user.id, visitor: operator, now }));
    return { ...user, isActive: true };
  });
}
