import { after, hours, minutes } from '../kernel/clock.ts';
import { canonicalEmail } from '../kernel/email.ts';
import { operator } from '../kernel/visitor.ts';
import { admitAttempt } from '../limit/attempts.ts';
import type { Limit } from '../limit/limit.ts';
import { isLive } from '../link/find-link.ts';
import { ASKED_BY_STRANGERS } from '../link/issue-link.ts';
import type { LinkPurpose } from '../link/one-time-link-store.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { LetterOccasion } from './letter.ts';
import type { Settings } from './settings.ts';

/** A letter that has not left after this long meets a mail server that is down or refuses it: nothing to count on. */
const UNDER_WAY_MS = minutes(10);

/** The longest that an account which only claims the address waits for a letter over the limit. */
const LONGEST_WAIT_OF_CLAIM_MS = hours(1);

/**
 * Counts a letter with a link that is about to leave, and says whether it may: each purpose has a drawer of its own, so
 * that nothing else that is mailed to an address uses it up. What strangers may ask for is held back only from somebody
 * who has a link of that purpose that works, in the mailbox or on its way: at every moment a letter comes, or one that came
 * is good. Whoever only claims the address can end their own links, by a log-in for one, and so have letters sent to a mailbox
 * that is not theirs: over the limit each claim has two, then one whenever the last one's link has run out, or an hour has
 * passed.
 * In the transaction that issues the link.
 */
export async function mayLetterLeave(
  stores: Pick<Stores, 'limits' | 'audit' | 'oneTimeLinks'>,
  { clock, settings }: Pick<Dependencies, 'clock' | 'settings'>,
  letter: {
    readonly purpose: LinkPurpose;
    readonly user: User;
    readonly email: string;
    /** How long the letter's link lives. */
    readonly lifeMs: number;
    readonly occasion?: LetterOccasion;
  },
): Promise<boolean> {
  const { purpose, user } = letter;
  const admission = await admitAttempt(
    { ...stores, clock },
    {
      name: `mail-address-${purpose}`,
      of: drawerOf(letter),
      limit: limitOf(purpose, settings),
      who: { visitor: { ...operator, ...letter.occasion }, userId: user.id },
    },
  );
  if (admission.admitted) return true;
  if (!ASKED_BY_STRANGERS.has(purpose)) return false;
  const links = await stores.oneTimeLinks.listOfUser(user.id, purpose, clock.now());
  const underWaySince = after(clock.now(), -UNDER_WAY_MS);
  const hasGoodLink = links.some(
    (link) => isLive(link, user) && (link.leftAt !== null || link.createdAt > underWaySince),
  );
  if (hasGoodLink) return false;
  return user.isEmailVerified || (await mayClaimGoOn({ ...stores, clock }, letter));
}

async function mayClaimGoOn(
  deps: Pick<Stores, 'limits' | 'audit'> & Pick<Dependencies, 'clock'>,
  { purpose, user, lifeMs }: { readonly purpose: LinkPurpose; readonly user: User; readonly lifeMs: number },
): Promise<boolean> {
  const attempt = { name: `mail-claim-${purpose}`, of: String(user.id), limit: limitOfClaim(lifeMs) };
  return (await admitAttempt(deps, attempt)).admitted;
}

/** Strangers' wishes use it up too, so the wait is over when the link of the letter that began it is: else nothing would open. */
function limitOfClaim(lifeMs: number): Limit {
  const waitMs = Math.min(lifeMs, LONGEST_WAIT_OF_CLAIM_MS);
  return { attempts: 1, windowMs: waitMs, blockMs: waitMs, maxBlockMs: waitMs };
}

/** To an address that somebody else may own: users take nothing from one another. */
function drawerOf({ purpose, user, email }: { purpose: LinkPurpose; user: User; email: string }): string {
  const address = canonicalEmail(email) ?? '';
  return ASKED_BY_STRANGERS.has(purpose) ? address : `${user.id} ${address}`;
}

function limitOf(purpose: LinkPurpose, { limits }: Settings): Limit {
  return purpose === 'password-reset' ? limits.resetPerAddress : limits.mailPerAddress;
}
