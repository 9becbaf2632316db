import type { Dependencies } from './dependencies.ts';
import { isLive } from './find-link.ts';
import { ASKED_BY_STRANGERS } from './issue-link.ts';
import type { MailedLink } from './one-time-link-store.ts';

/** How many links of one purpose may lie in a mailbox and all be good, where strangers may ask for them. */
const MOST_IN_A_MAILBOX = 5;

interface MailLinks {
  readonly link?: MailedLink | null;
  readonly links?: readonly MailedLink[];
}

/** Whether an e-mail still opens something: one whose links were all replaced while it waited is not sent. */
export async function hasLiveLink(
  deps: Pick<Dependencies, 'oneTimeLinks' | 'users' | 'clock'>,
  mail: MailLinks,
): Promise<boolean> {
  const links = linksIn(mail);
  for (const link of links) {
    if (await isLinkAlive(deps, link)) return true;
  }
  return links.length === 0;
}

/** Notes that the e-mail with its links has left, and ends the oldest where too many are good by now. */
export async function recordMailSent(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  mail: MailLinks,
): Promise<void> {
  const links = linksIn(mail);
  if (links.length === 0) return;
  const now = deps.clock.now();
  await deps.transact(async ({ oneTimeLinks }) => {
    for (const { purpose, keyHash } of links) {
      const link = await oneTimeLinks.find(purpose, keyHash, now);
      if (link === null || !(await oneTimeLinks.markSent(keyHash, now))) continue;
      if (ASKED_BY_STRANGERS.has(purpose))
        await oneTimeLinks.keepNewest(link.userId, purpose, MOST_IN_A_MAILBOX);
    }
  });
}

function linksIn({ link, links = [] }: MailLinks): readonly MailedLink[] {
  return link ? [link, ...links] : links;
}

async function isLinkAlive(
  deps: Pick<Dependencies, 'oneTimeLinks' | 'users' | 'clock'>,
  { purpose, keyHash }: MailedLink,
): Promise<boolean> {
  const link = await deps.oneTimeLinks.find(purpose, keyHash, deps.clock.now());
  return link !== null && isLive(link, await deps.users.findById(link.userId));
}
