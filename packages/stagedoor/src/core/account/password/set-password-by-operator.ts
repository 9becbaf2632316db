import { AccountsError, refuseProblems } from '../../kernel/errors.ts';
import { operator } from '../../kernel/visitor.ts';
import { accountLimitKeys } from '../../limit/log-in-counters.ts';
import type { Dependencies } from '../dependencies.ts';
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
