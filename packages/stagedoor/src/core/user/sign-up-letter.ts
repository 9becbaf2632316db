import type { Stores } from '../dependencies.ts';
import type { Letter } from '../outbox/letter.ts';
import { occasionOf } from '../outbox/occasion.ts';
import type { Settings } from '../settings.ts';
import type { Visitor } from '../visitor.ts';
import { activationLife, wholeMinutes } from './activation-life.ts';
import { issueLink, mailedLink } from './issue-link.ts';
import { activationLink, linkPaths } from './link-paths.ts';
import type { MailedLink } from './one-time-link-store.ts';
import { untilActivated } from './until-activated.ts';
import type { User } from './user.ts';
import { userName } from './user-name.ts';

/**
 * What the mailbox hears after a sign-up: how to activate the account, and which one it is; or, where somebody has proved
 * the address, that there is an account already. The same statements for both.
 */
export async function signUpLetter(
  stores: Pick<Stores, 'oneTimeLinks'>,
  facts: {
    readonly settings: Settings;
    readonly account: User;
    /** Who has proved the address, or has it for a user name. */
    readonly owner: User | null;
    readonly visitor: Visitor;
    readonly now: Date;
  },
): Promise<{ letter: Letter; link: MailedLink | null }> {
  const { settings, account, owner, now } = facts;
  const life = activationLife(settings, account.dateJoined, now);
  // A link that nobody is told, where there is an owner: the same writes.
  const lifeMs = owner === null ? life : 0;
  const link = { purpose: 'activation', user: account, email: account.email, now, lifeMs } as const;
  const key = await issueLink(stores, link);
  if (owner !== null) {
    const { logIn: logInPath, requestReset: resetPath } = linkPaths;
    const occasion = occasionOf(facts.visitor, now);
    const username = userName(owner);
    return { letter: { letter: 'already-registered', username, logInPath, resetPath, occasion }, link: null };
  }
  const path = activationLink(settings.links, account.id, key);
  const expiresInMinutes = wholeMinutes(life);
  return {
    letter: {
      letter: 'activation',
      username: userName(account),
      path,
      expiresInMinutes,
      untilActivated: untilActivated(settings, account),
    },
    link: mailedLink('activation', key),
  };
}
