import { type ActedOnUser, actorDetail, visitorOf } from '../../access/actor.ts';
import { requireOutranks } from '../../access/require-outranks.ts';
import { securityEvent } from '../../audit/security-event.ts';
import { canonicalEmail } from '../../kernel/email.ts';
import { fieldRefusal } from '../../kernel/errors.ts';
import { operator } from '../../kernel/visitor.ts';
import { passwordResetLink } from '../../link/link-paths.ts';
import { mailLink } from '../../outbox/mail-links.ts';
import { requestDetailsOf } from '../../outbox/request-details.ts';
import { wholeMinutes } from '../../outbox/whole-minutes.ts';
import type { User } from '../../user/user.ts';
import { userName } from '../../user/user-name.ts';
import type { Dependencies, Stores } from '../dependencies.ts';

/**
 * Sends somebody the e-mail by which they choose a new password, or their first one: to their own primary address, so that whoever asks
 * for it learns nothing. Answers whether it leaves: it does not over the limit of an address while a link there is good.
 *
 * @throws AccountsError as `requireOutranks`, by `auth.change_user`; `invalid-input` at `email` for who has none, or one that somebody else
 *   has proved, at `non_field_errors` for an account that is shut (`user_is_inactive`) or whose password another system keeps (`password_kept_elsewhere`)
 * @example
 * await stagedoor.useCases.password.sendReset({ by: principal, userId: ben.id });
 */
export async function sendPasswordReset(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { by, userId, visitor }: ActedOnUser,
): Promise<'sent' | 'held-back'> {
  const now = deps.clock.now();
  const { extraFields: fields, links } = deps.settings;
  return await deps.transact(async (stores) => {
    const whom = { userId, permission: 'auth.change_user', fields };
    const { user } = await requireOutranks(stores, { by, now }, whom);
    await refuseUnreachable(stores, user);
    const { email } = user;
    const lifeMs = links.passwordResetMs;
    // Who asks for it is in the audit log, and not in the e-mail.
    const requestDetails = requestDetailsOf(operator, now);
    const leaves = await mailLink(stores, deps, {
      purpose: 'password-reset',
      user,
      email,
      lifeMs,
      request: { language: visitorOf(by, visitor).language, requestDetails },
      pathOf: (key) => passwordResetLink(links, userId, key),
      mailOf: (path) => ({
        mail: 'password-reset',
        username: userName(user),
        path,
        expiresInMinutes: wholeMinutes(lifeMs),
        requestDetails,
      }),
    });
    if (!leaves) return 'held-back';
    const facts = { userId, visitor: visitorOf(by, visitor), now, detail: actorDetail(by) };
    await stores.audit.append(securityEvent('password-reset-sent', facts));
    return 'sent';
  });
}

/** What no link would help. */
async function refuseUnreachable(
  { users }: Pick<Stores, 'users'>,
  { id, isActive, managedBy, email }: User,
): Promise<void> {
  if (!isActive) throw fieldRefusal('non_field_errors', 'user_is_inactive');
  if (managedBy !== null) throw fieldRefusal('non_field_errors', 'password_kept_elsewhere');
  if (email === '') throw fieldRefusal('email', 'email_must_be_set');
  const owner = await users.findByEmailKey(canonicalEmail(email) ?? '');
  if (owner !== null && owner.id !== id) throw fieldRefusal('email', 'email_taken');
}
