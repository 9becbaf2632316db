import { securityEvent } from '../../audit/security-event.ts';
import { after } from '../../kernel/clock.ts';
import { canonicalEmail } from '../../kernel/email.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { discardStaleLinks, issueLink } from '../../link/issue-link.ts';
import { linkPaths } from '../../link/link-paths.ts';
import { endUndoLinks, linksTo, type UndoLinks } from '../../link/undo-links.ts';
import { mailLocaleOf } from '../../outbox/mail-locale.ts';
import { requestDetailsOf } from '../../outbox/request-details.ts';
import { wholeMinutes } from '../../outbox/whole-minutes.ts';
import type { IssuedSession } from '../../session/issued-session.ts';
import { ownSession } from '../../session/own-session.ts';
import { renewSession, sessionEnded } from '../../session/renew-session.ts';
import type { Principal } from '../../session/session.ts';
import { dropMailbox } from '../../user/drop-mailbox.ts';
import type { User } from '../../user/user.ts';
import { userName } from '../../user/user-name.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { renameWithAddress } from '../username/rename-with-address.ts';

interface Switch {
  readonly deps: Pick<Dependencies, 'settings'>;
  readonly principal: Principal;
  /** As it was before, with the old address. */
  readonly user: User;
  readonly newEmail: string;
  readonly visitor: Visitor;
  readonly now: Date;
  /**
   * Whether a link to the new address was followed: then it became a verified one by it, and the old one is given up once the change
   * can no longer be taken back. Else the user chose among addresses that they have, and keep.
   */
  readonly byLink: boolean;
}

/**
 * All that follows once another address is the primary one: a user name that was the old one follows, other sessions end, older links die, the event is audited,
 * and the old address is told how to undo it; or, where the account returns to an address that could still be taken
 * back, that this is done with. Only inside a transaction.
 *
 * @throws AccountsError `not-authenticated` when the session ended meanwhile.
 */
export async function switchPrimary(stores: Stores, change: Switch): Promise<IssuedSession> {
  const { principal, user, newEmail, visitor, now } = change;
  await discardStaleLinks(stores, user.id);
  const session = await ownSession(stores, principal, now);
  const securityVersion = await stores.users.revokeAll(user.id);
  await stores.sessions.removeAllOfUser(user.id, {
    keyHash: session.keyHash,
    personalTokens: true,
  });
  const issued = await renewSession(stores, session, { securityVersion, proved: null });
  if (issued === null) throw sessionEnded();
  const facts = { userId: user.id, visitor, now };
  const detail = { emailVerified: change.byLink };
  await stores.audit.append(securityEvent('email-change', { ...facts, detail }));
  await renameWithAddress(stores, { user, newEmail, visitor, now });
  const undoLinks = await endUndoLinks(stores, { userId: user.id, email: newEmail, now });
  if (undoLinks.closed.length > 0) await returnToOldAddress(stores, change, undoLinks);
  else await leaveOldAddress(stores, { ...change, user: { ...user, securityVersion } });
  return issued;
}

/**
 * Whoever returns to an address has used its way back. The address that is left gets none: a thief would return only to
 * be mailed one, and take the account for good once its owner feels safe.
 */
async function returnToOldAddress(stores: Stores, change: Switch, { open }: UndoLinks): Promise<void> {
  const { user, newEmail, visitor, now } = change;
  const leftKey = canonicalEmail(user.email);
  if (leftKey === null || leftKey === canonicalEmail(newEmail)) return;
  const isGivenUp = change.byLink || !user.isEmailVerified;
  if (isGivenUp && linksTo(open, user.email).length === 0) {
    await dropMailbox(stores, user.id, leftKey);
  }
  for (const to of user.isEmailVerified ? [newEmail, user.email] : [newEmail]) {
    await stores.jobs.enqueue({
      name: 'send-mail',
      to,
      ...mailLocaleOf(user, visitor),
      mail: {
        mail: 'email-returned',
        username: userName(user),
        email: newEmail,
        resetPath: linkPaths.requestReset,
        requestDetails: requestDetailsOf(visitor, now),
      },
    });
  }
}

/**
 * The old address stays reserved for its owner, who is told, until the undo has run out. One that was never verified may
 * be anybody's: it is let go, and gets no way in.
 */
async function leaveOldAddress(stores: Stores, change: Switch): Promise<void> {
  const { deps, user, now } = change;
  const oldKey = canonicalEmail(user.email);
  if (oldKey === null || oldKey === canonicalEmail(change.newEmail)) return;
  if (!user.isEmailVerified) {
    await dropMailbox(stores, user.id, oldKey);
    return;
  }
  const lifeMs = deps.settings.links.emailChangeUndoMs;
  const key = await issueLink(stores, { purpose: 'email-change-undo', user, email: user.email, now, lifeMs });
  if (change.byLink) {
    const release = { name: 'release-email', userId: user.id, emailKey: oldKey } as const;
    await stores.jobs.enqueue(release, { runAt: after(now, lifeMs) });
  }
  await stores.jobs.enqueue({
    name: 'send-mail',
    to: user.email,
    ...mailLocaleOf(user, change.visitor),
    mail: {
      mail: 'email-changed',
      username: userName(user),
      newEmail: change.newEmail,
      undoPath: linkPaths.emailChangeUndo(key),
      undoExpiresInMinutes: wholeMinutes(lifeMs),
      requestDetails: requestDetailsOf(change.visitor, now),
    },
  });
}
