import { securityEvent } from '../../audit/security-event.ts';
import { AccountsError, refuseProblems } from '../../kernel/errors.ts';
import { operator } from '../../kernel/visitor.ts';
import { accountLimitKeys } from '../../limit/counters.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { storeNewPassword } from './credential-change.ts';
import { newPasswordProblems } from './new-password.ts';

/**
 * The `changepassword` command: sets a user's password, ends all their sessions and lifts their waits. With
 * `mustChange` the next log-in leads to the choice of another one, and nowhere else.
 *
 * @throws AccountsError `not-found`, `invalid-input` at `new_password2` when the validators refuse it.
 */
export async function setPasswordByOperator(
  deps: Pick<Dependencies, 'transact' | 'users' | 'passwordHasher' | 'clock' | 'settings'>,
  input: { readonly userId: number; readonly password: string; readonly mustChange?: boolean },
): Promise<void> {
  const user = await deps.users.findById(input.userId);
  if (!user) throw new AccountsError({ code: 'not-found' });
  const typed = { newPassword1: input.password, newPassword2: input.password };
  refuseProblems({ new_password2: newPasswordProblems(deps.settings, user, typed) });
  const passwordHash = await deps.passwordHasher.hash(input.password);
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    const current = await stores.users.lockById(user.id);
    if (!current) throw new AccountsError({ code: 'not-found' });
    await takeOver(stores, current, now);
    const change = {
      user: current,
      passwordHash,
      how: 'operator',
      action: 'password-set',
      visitor: operator,
      now,
      mustChange: input.mustChange ?? false,
    } as const;
    await storeNewPassword(stores, change);
    await stores.limits.clear(accountLimitKeys(current));
  });
}

/** Whom an operator gives a password is looked after here from then on: the system that did has no say any more. */
async function takeOver(stores: Stores, { id: userId, managedBy }: User, now: Date): Promise<void> {
  if (managedBy === null) return;
  await stores.users.update(userId, { managedBy: null });
  const identities = await stores.identities.listOfUser(userId);
  for (const { id } of identities.filter(({ provider }) => provider === managedBy))
    await stores.identities.remove(userId, id);
  const detail = { provider: managedBy };
  await stores.audit.append(securityEvent('identity-unlink', { userId, visitor: operator, now, detail }));
}
