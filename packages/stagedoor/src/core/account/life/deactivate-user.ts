import { securityEvent } from '../../audit/security-event.ts';
import { AccountsError, fieldRefusal } from '../../kernel/errors.ts';
import { operator } from '../../kernel/visitor.ts';
import { discardStaleLinks } from '../../link/issue-link.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * Shuts an account, for an operator: it stays with all it has, and nobody can log in to it. Every session and token ends,
 * and unused links die. Answers the user as they are now; one who is inactive already stays so, without a word in the log.
 *
 * @throws AccountsError `not-found`; `invalid-input` for the last superuser.
 * @example
 * await stagedoor.useCases.user.deactivate({ userId: user.id });
 */
export async function deactivateUser(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  input: { readonly userId: number },
): Promise<User> {
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    // Before any other row: whoever counts superusers waits for whoever else does.
    const superusers = await stores.users.countSuperusers();
    const user = await stores.users.lockById(input.userId);
    if (!user) throw new AccountsError({ code: 'not-found' });
    if (!user.isActive) return user;
    if (user.isSuperuser && superusers <= 1) throw fieldRefusal('non_field_errors', 'last_superuser');
    await stores.users.update(user.id, { isActive: false });
    const securityVersion = await stores.users.revokeAll(user.id);
    await stores.sessions.removeAllOfUser(user.id);
    await discardStaleLinks(stores, user.id);
    await stores.audit.append(securityEvent('user-deactivate', { userId: user.id, visitor: operator, now }));
    return { ...user, isActive: false, securityVersion };
  });
}
