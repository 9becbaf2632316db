import type { Dependencies } from './dependencies.ts';
import { isLive } from './find-link.ts';
import { ASKED_BY_STRANGERS } from './issue-link.ts';
import type { MailedLink } from './one-time-link-store.ts';

/** How many links of one purpose may lie in a mailbox and all be good, where strangers may ask for them. */
const MOST_IN_A_MAILBOX = 5;

/** Whether the link in a letter still opens something: a letter whose link was replaced while it waited is not sent. */
export async function isLetterLinkAlive(
  deps: Pick<Dependencies, 'oneTimeLinks' | 'users' | 'clock'>,
  { purpose, keyHash }: MailedLink,
): Promise<boolean> {
  const link = await deps.oneTimeLinks.find(purpose, keyHash, deps.clock.now());
  return link !== null && isLive(link, await deps.users.findById(link.userId));
}

/** Notes that the letter with a link has left, and ends the oldest where too many are good by now. */
export async function noteLetterLeft(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { purpose, keyHash }: MailedLink,
): Promise<void> {
  const now = deps.clock.now();
  await deps.transact(async ({ oneTimeLinks }) => {
    const link = await oneTimeLinks.find(purpose, keyHash, now);
    if (link === null || !(await oneTimeLinks.markLeft(keyHash, now))) return;
    if (ASKED_BY_STRANGERS.has(purpose))
      await oneTimeLinks.keepNewest(link.userId, purpose, MOST_IN_A_MAILBOX);
  });
}
