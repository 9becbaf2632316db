import { type Act, type ActedOnUser, actorDetail, visitorOf } from '../../access/actor.ts';
import { requireOutranks } from '../../access/require-outranks.ts';
import { requireFullProofOfOneself, requireProofOfOneself } from '../../access/require-proof-of-oneself.ts';
import { securityEvent } from '../../audit/security-event.ts';
import { refuseProblems } from '../../kernel/errors.ts';
import { operator, type Visitor } from '../../kernel/visitor.ts';
import { accountLimitKeys, stageLimitKeys } from '../../limit/counters.ts';
import { hashChosenPassword } from '../../password/hash-chosen-password.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { storeNewPassword } from './credential-change.ts';
import { newPasswordProblems } from './new-password.ts';

export interface SetPasswordFor extends ActedOnUser {
  readonly password: string;
  /** Whether the next log-in leads to the choice of another one, and nowhere else. */
  readonly mustChange?: boolean;
}

/**
 * Sets the password of somebody else, for who stands above them and for the `changepassword` command: ends all their sessions and
 * lifts their waits. Who does it is judged before the password is hashed, and again when it is written.
 *
 * @throws AccountsError as `requireOutranks`, by `auth.change_user`; `invalid-input` at `new_password2` when the validators refuse it;
 *   `reauthentication-required` for oneself
 */
export async function setPasswordFor(
  deps: Pick<
    Dependencies,
    'transact' | 'stages' | 'passwordHasher' | 'breachedPasswords' | 'clock' | 'settings'
  >,
  { by, userId, password, mustChange = false, ...from }: SetPasswordFor,
): Promise<void> {
  const whom = {
    userId,
    permission: 'auth.change_user',
    fields: deps.settings.extraFields,
  };
  requireProofOfOneself(deps, { by, userId });
  const before: Act = { by, now: deps.clock.now() };
  const { user } = await deps.transact((stores) => requireOutranks(stores, before, whom));
  const typed = { newPassword1: password, newPassword2: password };
  refuseProblems({ new_password2: newPasswordProblems(deps.settings, user, typed) });
  const passwordHash = await hashChosenPassword(deps, { field: 'new_password2', password });
  const now = deps.clock.now();
  const visitor = visitorOf(by, from.visitor);
  await deps.transact(async (stores) => {
    const { user: current } = await requireOutranks(stores, { by, now }, whom);
    await requireFullProofOfOneself(stores, deps, { by, userId });
    await takeOver(stores, current, { visitor, now });
    const change = {
      user: current,
      passwordHash,
      how: 'operator',
      action: 'password-set',
      detail: actorDetail(by),
      visitor,
      told: operator,
      now,
      mustChange,
    } as const;
    await storeNewPassword(stores, change);
    await stores.limits.clear([...accountLimitKeys(current), ...stageLimitKeys(deps.stages, userId)]);
  });
}

/** Whom somebody gives a password is looked after here from then on: the system that did has no say any more. */
async function takeOver(
  stores: Stores,
  { id: userId, managedBy }: User,
  { visitor, now }: { readonly visitor: Visitor; readonly now: Date },
): Promise<void> {
  if (managedBy === null) return;
  await stores.users.update(userId, { managedBy: null });
  const identities = await stores.identities.listOfUser(userId);
  for (const { id } of identities.filter(({ provider }) => provider === managedBy))
    await stores.identities.remove(userId, id);
  const detail = { provider: managedBy };
  await stores.audit.append(securityEvent('identity-unlink', { userId, visitor, now, detail }));
}
