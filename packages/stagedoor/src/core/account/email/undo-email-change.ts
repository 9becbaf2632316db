import { forgetDevices } from '../../activity/forget-devices.ts';
import { securityEvent } from '../../audit/security-event.ts';
import { canonicalEmail } from '../../kernel/email.ts';
import { AccountsError } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { takeLinkAttempt } from '../../limit/take-link-attempt.ts';
import { consumeLink, type LiveLink } from '../../link/find-link.ts';
import { discardStaleLinks } from '../../link/issue-link.ts';
import { endUndoLinks } from '../../link/undo-links.ts';
import { takeBackFactors } from '../../second-factor/take-back-factors.ts';
import { type BrowserCredentials, logOutBrowser } from '../../session/log-out-session.ts';
import { dropMailbox } from '../../user/drop-mailbox.ts';
import { FORGOTTEN_PASSWORD, type User } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { renameWithAddress } from '../username/rename-with-address.ts';

type UndoDependencies = Pick<Dependencies, 'transact' | 'limits' | 'audit' | 'clock' | 'settings'>;

interface UndoEmailChange {
  readonly key: string;
  /** Who is logged in where the link is opened, and with what: all of it ends where it is the account's owner. */
  readonly opener?: { readonly userId: number; readonly browser: BrowserCredentials } | null;
  readonly visitor: Visitor;
}

/**
 * Gives an account its old address back, by the link that went there. Ends every session, forgets the known browsers,
 * drops the password and every address that was primary since: whoever changed the address may be a thief, and only a
 * reset by the old address opens the account again.
 * The link outlives later changes of password and address for the same reason; using it kills the younger ones, which
 * went to the thief's own addresses. An address to which an older link leads stays: its owner comes first.
 *
 * @throws AccountsError `invalid-link`, `throttled`.
 */
export async function undoEmailChange(
  deps: UndoDependencies,
  input: UndoEmailChange,
): Promise<{ readonly user: User }> {
  const { visitor } = input;
  await takeLinkAttempt(deps, visitor);
  const now = deps.clock.now();
  const done = await deps.transact((stores) => undo(stores, input, now));
  if (done === null) {
    await deps.audit.append(
      securityEvent('email-change-undo', { userId: null, visitor, now, success: false }),
    );
    throw new AccountsError({ code: 'invalid-link' });
  }
  return done;
}

async function undo(stores: Stores, { key, opener, visitor }: UndoEmailChange, now: Date) {
  const purpose = 'email-change-undo';
  const live = await consumeLink(stores, { purpose, key, now });
  if (live === null || !(await takeBack(stores, live, now))) return null;
  const { user, link } = live;
  await discardStaleLinks(stores, user.id);
  // A password that another system keeps is not ours to forget.
  if (user.managedBy === null) {
    await stores.users.update(user.id, { passwordHash: FORGOTTEN_PASSWORD });
  }
  await stores.users.revokeAll(user.id);
  await stores.sessions.removeAllOfUser(user.id);
  await forgetDevices(stores, user.id);
  await takeBackFactors(stores, { user: { ...user, email: link.email }, visitor, now });
  await stores.audit.append(securityEvent(purpose, { userId: user.id, visitor, now }));
  await renameWithAddress(stores, { user, newEmail: link.email, visitor, now });
  if (opener?.userId === user.id) {
    await logOutBrowser(stores, { browser: opener.browser, visitor, now });
  }
  return { user: { ...user, email: link.email } };
}

async function takeBack(stores: Stores, { user, link }: LiveLink, now: Date): Promise<boolean> {
  const oldKey = canonicalEmail(link.email) ?? '';
  const old = await stores.emailAddresses.findByKey(oldKey);
  if (old?.userId !== user.id) return false;
  await stores.emailAddresses.makePrimary(user.id, oldKey);
  const { closed, open } = await endUndoLinks(stores, {
    userId: user.id,
    email: link.email,
    now,
    used: link,
  });
  const kept = [link, ...open].map(({ email }) => canonicalEmail(email));
  for (const emailKey of [user, ...closed].map(({ email }) => canonicalEmail(email))) {
    if (emailKey !== null && !kept.includes(emailKey)) await dropMailbox(stores, user.id, emailKey);
  }
  return true;
}
