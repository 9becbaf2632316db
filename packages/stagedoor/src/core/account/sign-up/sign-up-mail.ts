import type { Visitor } from '../../kernel/visitor.ts';
import { issueLink, mailedLink } from '../../link/issue-link.ts';
import { activationLink, linkPaths } from '../../link/link-paths.ts';
import type { MailedLink } from '../../link/one-time-link-store.ts';
import type { MailData } from '../../outbox/mail-data.ts';
import { requestDetailsOf } from '../../outbox/request-details.ts';
import type { User } from '../../user/user.ts';
import { userName } from '../../user/user-name.ts';
import { activationLife } from '../activation/activation-life.ts';
import { activationMail } from '../activation/activation-mail.ts';
import { untilActivated } from '../activation/until-activated.ts';
import type { Stores } from '../dependencies.ts';
import type { Settings } from '../settings.ts';

const JUST_WRITTEN = { isPrimary: true, isVerified: false };

/**
 * What the mailbox hears after a sign-up: how to activate the account, and which one it is; or, where somebody has proved
 * the address, that there is an account already. The same statements for both.
 */
export async function signUpMail(
  stores: Pick<Stores, 'oneTimeLinks'>,
  facts: {
    readonly settings: Settings;
    readonly account: User;
    /** Who has proved the address, or has it for a user name. */
    readonly owner: User | null;
    readonly visitor: Visitor;
    readonly now: Date;
  },
): Promise<{ mail: MailData; link: MailedLink | null }> {
  const { settings, account, owner, now } = facts;
  const until = untilActivated(settings, account, [JUST_WRITTEN]);
  const lifeMs = activationLife(settings, until, now);
  const link = { purpose: 'activation', user: account, email: account.email, now } as const;
  // A link that nobody is told, where there is an owner: the same writes.
  const key = await issueLink(stores, { ...link, lifeMs: owner === null ? lifeMs : 0 });
  if (owner !== null) {
    const { logIn: logInPath, requestReset: resetPath } = linkPaths;
    const requestDetails = requestDetailsOf(facts.visitor, now);
    const username = userName(owner);
    return {
      mail: { mail: 'already-registered', username, logInPath, resetPath, requestDetails },
      link: null,
    };
  }
  return {
    mail: activationMail({
      user: account,
      path: activationLink(settings.links, account.id, key),
      lifeMs,
      until,
    }),
    link: mailedLink('activation', key),
  };
}
