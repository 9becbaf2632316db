import { securityEvent } from '../../audit/security-event.ts';
import { AccountsError } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { takeLinkAttempt } from '../../limit/take-link-attempt.ts';
import { consumeLink } from '../../link/find-link.ts';
import { settleMailbox } from '../../link/settle-mailbox.ts';
import { welcome } from '../../outbox/welcome.ts';
import { hashChosenPassword } from '../../password/hash-chosen-password.ts';
import { proveAddress } from '../../user/prove-address.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { storeNewPassword } from '../password/credential-change.ts';
import { type NewPassword, requireGoodPassword } from '../password/new-password.ts';
import { type ActivationLink, findActivation } from './find-activation.ts';
import { whyPassword } from './why-password.ts';

export interface ConfirmActivation extends ActivationLink {
  /** The mailbox's own password for the account; needed where `findActivation` says so, and taken everywhere. */
  readonly newPassword?: NewPassword;
  readonly visitor: Visitor;
}

type ConfirmDependencies = Pick<
  Dependencies,
  | 'transact'
  | 'oneTimeLinks'
  | 'users'
  | 'emailAddresses'
  | 'devices'
  | 'passwordHasher'
  | 'breachedPasswords'
  | 'limits'
  | 'audit'
  | 'clock'
  | 'settings'
>;

/**
 * Activates the account a mailed link is for. Works once, and never logs in. Where whoever signed up may be somebody
 * else than whoever opens the link, it takes a new password: the one of the sign-up, and everything that was made by it,
 * ends.
 *
 * @throws AccountsError `invalid-link`, `new-password-required` and `invalid-input` at `new_password2` (the link stays
 *   good), `throttled`, `busy`.
 */
export async function confirmActivation(
  deps: ConfirmDependencies,
  input: ConfirmActivation,
): Promise<{ readonly user: User }> {
  await takeLinkAttempt(deps, input.visitor);
  const found = await findActivation(deps, input);
  if (found === null) return await refuse(deps, input.visitor);
  const passwordHash = await hashNewPassword(deps, input, found.user);
  const done = await deps.transact((stores) => activate(stores, { deps, input, passwordHash }));
  if (done === null) return await refuse(deps, input.visitor);
  return { user: { ...done, isEmailVerified: true } };
}

async function refuse(deps: Pick<ConfirmDependencies, 'audit' | 'clock'>, visitor: Visitor): Promise<never> {
  const now = deps.clock.now();
  await deps.audit.append(securityEvent('activation', { userId: null, visitor, now, success: false }));
  throw new AccountsError({ code: 'invalid-link' });
}

/** Outside the transaction, as every hashing. */
async function hashNewPassword(
  deps: Pick<ConfirmDependencies, 'passwordHasher' | 'breachedPasswords' | 'settings'>,
  { newPassword }: ConfirmActivation,
  user: User,
): Promise<string | null> {
  if (newPassword === undefined) return null;
  requireGoodPassword(deps.settings, user, newPassword);
  return await hashChosenPassword(deps, { field: 'new_password2', password: newPassword.newPassword2 });
}

async function activate(
  stores: Stores,
  facts: {
    readonly deps: Pick<ConfirmDependencies, 'clock' | 'settings'>;
    readonly input: ConfirmActivation;
    readonly passwordHash: string | null;
  },
): Promise<User | null> {
  const { deps, input, passwordHash } = facts;
  const { visitor } = input;
  const now = deps.clock.now();
  const live = await consumeLink(stores, { purpose: 'activation', key: input.key, now });
  if (live === null) return null;
  const { user, link } = live;
  // Asked again where the user is held: meanwhile somebody may have logged in, or claimed the address, too.
  const reason = await whyPassword(stores, { settings: deps.settings, user, principal: input.principal });
  if (reason !== null && passwordHash === null) throw new AccountsError({ code: 'new-password-required' });
  const isProved =
    passwordHash === null
      ? (await proveAddress(stores, deps.settings, { user, email: link.email })) === 'proved'
      : !user.isEmailVerified &&
        (await settleMailbox(stores, { user, visitor, now, settings: deps.settings }));
  if (!isProved) return null;
  await stores.audit.append(securityEvent('activation', { userId: user.id, visitor, now }));
  const change = { user, how: 'reset', action: 'password-set', visitor, now } as const;
  if (passwordHash !== null) await storeNewPassword(stores, { ...change, passwordHash });
  await welcome(stores, { user, email: user.email, visitor });
  return user;
}
