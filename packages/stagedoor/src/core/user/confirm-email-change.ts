import { securityEvent } from '../audit/security-event.ts';
import { after } from '../clock.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import type { SessionGrant } from '../login/grant.ts';
import { occasionOf } from '../outbox/occasion.ts';
import { randomPublicId } from '../secret-value.ts';
import { renewSession, sessionEnded } from '../session/renew-session.ts';
import type { Principal } from '../session/session.ts';
import type { Visitor } from '../visitor.ts';
import { wholeMinutes } from './activation-life.ts';
import { canonicalEmail } from './email.ts';
import { consumeLink } from './find-link.ts';
import { discardStaleLinks, issueLink } from './issue-link.ts';
import { linkPaths } from './link-paths.ts';
import type { User } from './user.ts';
import { userName } from './user-name.ts';

type ConfirmDependencies = Pick<Dependencies, 'transact' | 'sessionData' | 'audit' | 'clock' | 'settings'>;

interface ConfirmEmailChange {
  readonly principal: Principal;
  readonly key: string;
  readonly visitor: Visitor;
}

/**
 * Makes the new address the user's own. It takes the mailbox *and* the signed-in session of the same user (abuse
 * C13). Other sessions end, older links die, and the old address is told how to undo it.
 *
 * @throws AccountsError `invalid-link` for a dead link, another user's (whose it stays), or an address taken meanwhile;
 *   `not-authenticated` when the session ended meanwhile.
 */
export async function confirmEmailChange(
  deps: ConfirmDependencies,
  input: ConfirmEmailChange,
): Promise<SessionGrant> {
  const { session, user } = input.principal;
  const now = deps.clock.now();
  const done = await deps.transact((stores) => change(stores, { deps, input, now }));
  if (done === null) {
    const event = { userId: user.id, visitor: input.visitor, now, success: false };
    await deps.audit.append(securityEvent('email-change', event));
    throw new AccountsError({ code: 'invalid-link' });
  }
  await deps.sessionData.move(session.keyHash, done.grant.session.keyHash);
  for (const keyHash of done.ended) await deps.sessionData.remove(keyHash);
  return done.grant;
}
async function change(
  stores: Stores,
  { deps, input, now }: { deps: ConfirmDependencies; input: ConfirmEmailChange; now: Date },
): Promise<{ grant: SessionGrant; ended: readonly string[] } | null> {
  const { principal, key, visitor } = input;
  const live = await consumeLink(stores, { purpose: 'email-change', key, now, userId: principal.user.id });
  if (live === null || !(await takeAddress(stores, live.user, live.link.email))) return null;
  const { user, link } = live;
  await discardStaleLinks(stores, user.id);
  const securityVersion = await stores.users.revokeAll(user.id);
  const ended = await stores.sessions.removeAllOfUser(user.id, principal.session.keyHash);
  const grant = await renewSession(stores, principal.session, { securityVersion, authenticatedAt: null });
  if (grant === null) throw sessionEnded();
  await stores.audit.append(securityEvent('email-change', { userId: user.id, visitor, now }));
  const changed = { ...user, securityVersion };
  await leaveOldAddress(stores, { deps, user: changed, newEmail: link.email, visitor, now });
  return { grant, ended };
}

async function takeAddress(stores: Stores, user: User, email: string): Promise<boolean> {
  const emailKey = canonicalEmail(email) ?? '';
  const owner = await stores.emailAddresses.findByKey(emailKey);
  if (owner && owner.userId !== user.id) return false;
  // The same mailbox typed in another way is taken up in the new form.
  if (owner) await stores.emailAddresses.remove(user.id, emailKey);
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

/**
 * The old address stays reserved for its owner, who is told, until the undo has run out. One that was never verified may
 * be anybody's: it is let go, and gets no way in.
 */
async function leaveOldAddress(
  stores: Stores,
  facts: { deps: ConfirmDependencies; user: User; newEmail: string; visitor: Visitor; now: Date },
): Promise<void> {
  const { deps, user, now } = facts;
  const oldKey = canonicalEmail(user.email);
  if (oldKey === null || oldKey === canonicalEmail(facts.newEmail)) return;
  if (!user.isEmailVerified) {
    await stores.emailAddresses.remove(user.id, oldKey);
    return;
  }
  const lifeMs = deps.settings.links.emailChangeUndoMs;
  const key = await issueLink(stores, { purpose: 'email-change-undo', user, email: user.email, now, lifeMs });
  const release = { name: 'release-email', userId: user.id, emailKey: oldKey } as const;
  await stores.jobs.enqueue(release, { runAt: after(now, lifeMs) });
  await stores.jobs.enqueue({
    name: 'send-letter',
    to: user.email,
    language: user.language ?? facts.visitor.language,
    letter: {
      letter: 'email-changed',
      username: userName(user),
      newEmail: facts.newEmail,
      undoPath: linkPaths.emailChangeUndo(key),
      undoExpiresInMinutes: wholeMinutes(lifeMs),
      occasion: occasionOf(facts.visitor, now),
    },
  });
}
