import type { Stores } from '../dependencies.ts';
import type { Letter } from '../outbox/letter.ts';
import { occasionOf } from '../outbox/occasion.ts';
import { isOutsidePassword } from '../password/outside-password.ts';
import type { Settings } from '../settings.ts';
import type { Visitor } from '../visitor.ts';
import { activationLife, wholeMinutes } from './activation-life.ts';
import { issueLink, mailedLink } from './issue-link.ts';
import { activationLink, linkPaths, passwordResetLink } from './link-paths.ts';
import type { MailedLink } from './one-time-link-store.ts';
import type { User } from './user.ts';
import { userName } from './user-name.ts';

/**
 * What the owner of an address is told after a sign-up with it: how to activate; or that there is an account
 * already; or, where one was opened but never activated, how the mailbox's owner sets its password, so that nobody
 * who signed up with a foreign address keeps a way in. The same statements for all three.
 */
export async function signUpLetter(
  stores: Pick<Stores, 'oneTimeLinks'>,
  facts: { settings: Settings; owner: User; isNew: boolean; visitor: Visitor; now: Date },
): Promise<{ letter: Letter; link: MailedLink | null }> {
  const { settings, owner, now } = facts;
  const username = userName(owner);
  const occasion = occasionOf(facts.visitor, now);
  const link = { user: owner, email: owner.email, now };
  if (facts.isNew) {
    const lifeMs = activationLife(settings, owner.dateJoined, now);
    const key = await issueLink(stores, { ...link, purpose: 'activation', lifeMs });
    const path = activationLink(settings.links, owner.id, key);
    return {
      letter: { letter: 'activation', username, path, expiresInMinutes: wholeMinutes(lifeMs) },
      link: mailedLink('activation', key),
    };
  }
  // Nobody sets a password for whom another system looks after.
  if (owner.isEmailVerified || !owner.isActive || isOutsidePassword(owner.passwordHash)) {
    // A link that nobody is told: the same writes as for the others.
    await issueLink(stores, { ...link, purpose: 'activation', lifeMs: 0 });
    const { logIn: logInPath, requestReset: resetPath } = linkPaths;
    return { letter: { letter: 'already-registered', username, logInPath, resetPath, occasion }, link: null };
  }
  const lifeMs = settings.links.passwordResetMs;
  const key = await issueLink(stores, { ...link, purpose: 'password-reset', lifeMs });
  const path = passwordResetLink(settings.links, owner.id, key);
  const expiresInMinutes = wholeMinutes(lifeMs);
  return {
    letter: { letter: 'already-pending', username, path, expiresInMinutes, occasion },
    link: mailedLink('password-reset', key),
  };
}
