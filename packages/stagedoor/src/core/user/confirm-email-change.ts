import { securityEvent } from '../audit/security-event.ts';
import { after } from '../clock.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import type { SessionGrant } from '../login/grant.ts';
import { occasionOf } from '../outbox/occasion.ts';
import { randomPublicId } from '../secret-value.ts';
import { renewSession } from '../session/renew-session.ts';
import type { Principal } from '../session/session.ts';
import type { Visitor } from '../visitor.ts';
import { wholeMinutes } from './activation-life.ts';
import { canonicalEmail } from './email.ts';
import { consumeLink } from './find-link.ts';
import { issueLink } from './issue-link.ts';
import { linkPaths } from './link-paths.ts';
import type { User } from './user.ts';
import { userName } from './user-name.ts';

type ConfirmDependencies = Pick<Dependencies, 'transact' | 'sessionData' | 'clock' | 'settings'>;

/**
 * Makes the new address the user's own. It takes the mailbox *and* the signed-in session of the same user (abuse
 * C13). Other sessions end, older links die, and the old address is told how to undo it.
 *
 * @throws AccountsError `invalid-link` for a dead link, another user's, or an address taken meanwhile.
 */
export async function confirmEmailChange(
  deps: ConfirmDependencies,
  input: { readonly principal: Principal; readonly key: string; readonly visitor: Visitor },
): Promise<SessionGrant> {
  const { session } = input.principal;
  const now = deps.clock.now();
  const done = await deps.transact(async (stores) => {
    const live = await consumeLink(stores, { purpose: 'email-change', key: input.key, now });
    if (!live || live.user.id !== input.principal.user.id) return null;
    const { user, link } = live;
    if (!(await takeAddress(stores, user, link.email))) return null;
    await stores.oneTimeLinks.discardOfUser(user.id);
    const securityVersion = await stores.users.revokeAll(user.id);
    const ended = await stores.sessions.removeAllOfUser(user.id, session.keyHash);
    const grant = await renewSession(stores, session, { securityVersion, authenticatedAt: null });
    await stores.audit.append(
      securityEvent('email-change', { userId: user.id, visitor: input.visitor, now }),
    );
    await tellOldAddress(stores, {
      deps,
      user: { ...user, securityVersion },
      newEmail: link.email,
      visitor: input.visitor,
      now,
    });
    return grant === null ? null : { grant, ended };
  });
  if (!done) throw new AccountsError({ code: 'invalid-link' });
  await deps.sessionData.move(session.keyHash, done.grant.session.keyHash);
  for (const keyHash of done.ended) await deps.sessionData.remove(keyHash);
  return done.grant;
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

/** The old address stays reserved for its owner until the undo has run out. */
async function tellOldAddress(
  stores: Stores,
  facts: { deps: ConfirmDependencies; user: User; newEmail: string; visitor: Visitor; now: Date },
): Promise<void> {
  const { deps, user, now } = facts;
  const oldKey = canonicalEmail(user.email);
  if (oldKey === null || oldKey === canonicalEmail(facts.newEmail)) return;
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
