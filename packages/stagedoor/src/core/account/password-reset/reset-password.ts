import { securityEvent } from '../../audit/security-event.ts';
import { canonicalEmail } from '../../kernel/email.ts';
import { AccountsError } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { accountLimitKeys, stageLimitKeys } from '../../limit/counters.ts';
import { reachResponseFloor } from '../../limit/response-floor.ts';
import { takeLinkAttempt } from '../../limit/take-link-attempt.ts';
import { consumeLink, findLink, type LiveLink } from '../../link/find-link.ts';
import { decodeUserId } from '../../link/link-paths.ts';
import { settleMailbox } from '../../link/settle-mailbox.ts';
import { welcome } from '../../outbox/welcome.ts';
import { hashChosenPassword } from '../../password/hash-chosen-password.ts';
import { foreseeProof } from '../../user/prove-address.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';
import { storeNewPassword } from '../password/credential-change.ts';
import { type NewPassword, requireGoodPassword } from '../password/new-password.ts';

export interface ResetPassword extends NewPassword {
  /** base64url of the user's id, as in the link. */
  readonly uid: string;
  readonly token: string;
  readonly visitor: Visitor;
}

type ResetPasswordDependencies = Pick<
  Dependencies,
  | 'transact'
  | 'stages'
  | 'oneTimeLinks'
  | 'users'
  | 'emailAddresses'
  | 'passwordHasher'
  | 'breachedPasswords'
  | 'limits'
  | 'audit'
  | 'clock'
  | 'settings'
>;

/**
 * Sets a new password by a mailed link: works once, verifies the address, ends every session, forgets the known
 * browsers, closes the ways back that came after the address, and lifts the account's lock, but logs nobody in
 * (ASVS V6.4.3, OWASP forgot-password).
 *
 * @throws AccountsError `invalid-link`, `invalid-input` at `new_password2` (the link stays good), `throttled`, `busy`.
 */
export async function resetPassword(
  deps: ResetPasswordDependencies,
  input: ResetPassword,
): Promise<{ user: User }> {
  const startedAt = deps.clock.now();
  await takeLinkAttempt(deps, input.visitor);
  const live = await findResetLink(deps, input);
  if (!live) return await refuseLink(deps, input.visitor, startedAt);
  requireGoodPassword(deps.settings, live.user, input);
  const passwordHash = await hashChosenPassword(deps, {
    field: 'new_password2',
    password: input.newPassword2,
  });
  const done = await useLink(deps, input, passwordHash);
  if (!done) return await refuseLink(deps, input.visitor, startedAt);
  return done;
}

async function refuseLink(
  deps: ResetPasswordDependencies,
  visitor: Visitor,
  startedAt: Date,
): Promise<never> {
  const now = deps.clock.now();
  await deps.audit.append(securityEvent('password-reset', { userId: null, visitor, now, success: false }));
  await reachResponseFloor(deps, startedAt);
  throw new AccountsError({ code: 'invalid-link' });
}

/** The link for a uid and token that would set a password now, or null; looking does not use it up. */
export async function findResetLink(
  deps: Pick<Dependencies, 'oneTimeLinks' | 'users' | 'emailAddresses' | 'clock' | 'settings'>,
  input: { readonly uid: string; readonly token: string },
): Promise<{ user: User } | null> {
  const live = await findLink(deps, { purpose: 'password-reset', key: input.token });
  if (live === null || !isFor(live, input.uid)) return null;
  const { user } = live;
  const proof = user.isEmailVerified
    ? 'known'
    : await foreseeProof(deps, deps.settings, { user, email: user.email });
  return proof === 'refused' ? null : { user };
}

/**
 * A link of before another system took the user over sets no password any more, and somebody else's address must not
 * become verified by a link to an older one.
 */
function isFor({ user, link }: LiveLink, uid: string): boolean {
  if (user.id !== decodeUserId(uid) || user.managedBy !== null) return false;
  return canonicalEmail(link.email) === canonicalEmail(user.email);
}

async function useLink(deps: ResetPasswordDependencies, input: ResetPassword, passwordHash: string) {
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    const live = await consumeLink(stores, { purpose: 'password-reset', key: input.token, now });
    if (!live || !isFor(live, input.uid)) return null;
    const { user } = live;
    if (!(await settleMailbox(stores, { user, visitor: input.visitor, now, settings: deps.settings })))
      return null;
    await storeNewPassword(stores, {
      user,
      passwordHash,
      how: 'reset',
      action: 'password-reset',
      detail: user.isEmailVerified ? {} : { emailVerified: true },
      visitor: input.visitor,
      now,
    });
    await welcome(stores, { user, email: user.email, visitor: input.visitor });
    await stores.limits.clear([...accountLimitKeys(user), ...stageLimitKeys(deps.stages, user.id)]);
    return { user };
  });
}
