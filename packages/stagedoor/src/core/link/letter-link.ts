import type { Dependencies } from './dependencies.ts';
import { isLive } from './find-link.ts';
import { ASKED_BY_STRANGERS } from './issue-link.ts';
import type { MailedLink } from './one-time-link-store.ts';

/** How many links of one purpose may lie in a mailbox and all be good, where strangers may ask for them. */
const MOST_IN_A_MAILBOX = 5;

interface Carrier {
  readonly link?: MailedLink | null;
  readonly links?: readonly MailedLink[];
}

/** Whether a letter still opens something: one whose links were all replaced while it waited is not sent. */
export async function isLetterAlive(
  deps: Pick<Dependencies, 'oneTimeLinks' | 'users' | 'clock'>,
  letter: Carrier,
): Promise<boolean> {
  const links = linksIn(letter);
  for (const link of links) {
    if (await isLinkAlive(deps, link)) return true;
  }
  return links.length === 0;
}

/** Notes that the letter with its links has left, and ends the oldest where too many are good by now. */
export async function noteLetterLeft(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  letter: Carrier,
): Promise<void> {
  const links = linksIn(letter);
  if (links.length === 0) return;
  const now = deps.clock.now();
  await deps.transact(async ({ oneTimeLinks }) => {
    for (const { purpose, keyHash } of links) {
      const link = await oneTimeLinks.find(purpose, keyHash, now);
      if (link === null || !(await oneTimeLinks.markLeft(keyHash, now))) continue;
      if (ASKED_BY_STRANGERS.has(purpose))
        await oneTimeLinks.keepNewest(link.userId, purpose, MOST_IN_A_MAILBOX);
    }
  });
}

function linksIn({ link, links = [] }: Carrier): readonly MailedLink[] {
  return link ? [link, ...links] : links;
}

async function isLinkAlive(
  deps: Pick<Dependencies, 'oneTimeLinks' | 'users' | 'clock'>,
  { purpose, keyHash }: MailedLink,
): Promise<boolean> {
  const link = await deps.oneTimeLinks.find(purpose, keyHash, deps.clock.now());
  return link !== null && isLive(link, await deps.users.findById(link.userId));
}
