import { securityEvent } from '../../audit/security-event.ts';
import { canonicalEmail } from '../../kernel/email.ts';
import { AccountsError } from '../../kernel/errors.ts';
import { randomPublicId } from '../../kernel/secret-value.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { consumeLink } from '../../link/find-link.ts';
import { welcome } from '../../outbox/welcome.ts';
import type { IssuedSession } from '../../session/issued-session.ts';
import type { Principal } from '../../session/session.ts';
import { dropMailbox } from '../../user/drop-mailbox.ts';
import { findNameHolder } from '../../user/find-name-holder.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { switchPrimary } from './switch-primary.ts';

type ConfirmDependencies = Pick<Dependencies, 'transact' | 'audit' | 'clock' | 'settings'>;

interface ConfirmEmailChange {
  readonly principal: Principal;
  readonly key: string;
  readonly visitor: Visitor;
}

/**
 * Makes the new address the user's own. It takes the mailbox *and* the logged-in session of the same user.
 * Other sessions end, older links die, and the old address is told how to undo it.
 *
 * @throws AccountsError `invalid-link` for a dead link, another user's (whose it stays), or an address taken meanwhile;
 *   `not-authenticated` when the session ended meanwhile.
 */
export async function confirmEmailChange(
  deps: ConfirmDependencies,
  input: ConfirmEmailChange,
): Promise<IssuedSession> {
  const { user } = input.principal;
  const now = deps.clock.now();
  const issued = await deps.transact((stores) => change(stores, { deps, input, now }));
  if (issued === null) {
    const event = { userId: user.id, visitor: input.visitor, now, success: false };
    await deps.audit.append(securityEvent('email-change', event));
    throw new AccountsError({ code: 'invalid-link' });
  }
  return issued;
}

async function change(
  stores: Stores,
  { deps, input, now }: { deps: ConfirmDependencies; input: ConfirmEmailChange; now: Date },
): Promise<IssuedSession | null> {
  const { principal, key, visitor } = input;
  const live = await consumeLink(stores, { purpose: 'email-change', key, now, userId: principal.user.id });
  if (live === null) return null;
  const { user, link } = live;
  const newEmail = link.email;
  const holder = await findNameHolder(stores, deps.settings, { email: newEmail, userId: user.id });
  if (holder !== null || !(await takeAddress(stores, user, newEmail))) return null;
  const switched = await switchPrimary(stores, {
    deps,
    principal,
    user,
    newEmail,
    visitor,
    now,
    byLink: true,
  });
  await welcome(stores, { user, email: newEmail, visitor });
  return switched;
}

async function takeAddress(stores: Stores, user: User, email: string): Promise<boolean> {
  const emailKey = canonicalEmail(email) ?? '';
  const owner = await stores.emailAddresses.findByKey(emailKey);
  if (owner && owner.userId !== user.id) return false;
  // The same mailbox typed in another way is taken up in the new form.
  await dropMailbox(stores, user.id, emailKey);
  const address = {
    id: randomPublicId(),
    userId: user.id,
    email,
    emailKey,
    isVerified: true,
    isPrimary: false,
  };
  if (!(await stores.emailAddresses.add(address))) return false;
  await stores.emailAddresses.makePrimary(user.id, emailKey);
  return true;
}
