import { after, days, hours, minutes } from '../kernel/clock.ts';
import { canonicalEmail } from '../kernel/email.ts';
import { operator } from '../kernel/visitor.ts';
import { admitAttempt } from '../limit/attempts.ts';
import type { Limit } from '../limit/limit.ts';
import { isLive } from '../link/find-link.ts';
import { ASKED_BY_STRANGERS } from '../link/issue-link.ts';
import type { LinkPurpose } from '../link/one-time-link-store.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { RequestDetails } from './mail-data.ts';

/** An e-mail that has not left after this long meets a mail server that is down or refuses it: nothing to count on. */
const UNDER_WAY_MS = minutes(10);

/** The longest that those who share a counter with strangers wait for an e-mail over the limit. */
const LONGEST_SHARED_WAIT_MS = hours(1);

/** From then on a proved account has a counter of its own for each new address. */
const ESTABLISHED_AFTER_MS = days(1);

/** One e-mail about to leave, with a link for each receiver. */
export interface MailWithLinks {
  readonly purpose: LinkPurpose;
  readonly receivers: readonly User[];
  readonly email: string;
  /** How long the link in such an e-mail lives, whoever it is for. */
  readonly lifeMs: number;
  readonly requestDetails?: RequestDetails;
}

/** `leaves-for-all`: one that everybody who claims the address has to wait for, and so has to have a link for each. */
export type MailAdmission = 'held-back' | 'leaves' | 'leaves-for-all';

type AdmitMailDependencies = Pick<Stores, 'limits' | 'audit' | 'oneTimeLinks'> &
  Pick<Dependencies, 'clock' | 'settings'>;

/**
 * Counts an e-mail with links that is about to leave, and says whether it may: each purpose has a counter of its own, so
 * that nothing else that is mailed to an address uses it up. What strangers may ask for is held back only from somebody
 * who has a link of that purpose that works, in the mailbox or on its way: at every moment an e-mail comes, or one that came
 * is good. Whoever only claims the address can end their own links, by a log-in for one, or be one account more, and so have
 * e-mails sent to a mailbox that is not theirs: over the limit all claims together have one e-mail whenever the links of the
 * last one have run out, or an hour has passed.
 * In the transaction that issues the links.
 */
export async function admitMail(
  stores: Pick<Stores, 'limits' | 'audit' | 'oneTimeLinks'>,
  { clock, settings }: Pick<Dependencies, 'clock' | 'settings'>,
  mail: MailWithLinks,
): Promise<MailAdmission> {
  const deps = { ...stores, clock, settings };
  const { purpose, receivers } = mail;
  const [user, ...others] = receivers;
  if (user === undefined) return 'held-back';
  const admission = await admitAttempt(deps, {
    name: `mail-address-${purpose}`,
    of: counterOf(deps, mail, user),
    limit: limitOf(deps, mail, user),
    who: {
      visitor: { ...operator, ...mail.requestDetails },
      userId: others.length === 0 ? user.id : null,
    },
  });
  if (admission.admitted) return 'leaves';
  if (!ASKED_BY_STRANGERS.has(purpose) || (await haveGoodLinks(deps, mail))) return 'held-back';
  if (user.isEmailVerified) return 'leaves';
  return (await mayClaimsGoOn(deps, mail)) ? 'leaves-for-all' : 'held-back';
}

async function haveGoodLinks(
  { oneTimeLinks, clock }: Pick<AdmitMailDependencies, 'oneTimeLinks' | 'clock'>,
  { purpose, receivers }: MailWithLinks,
): Promise<boolean> {
  const now = clock.now();
  const underWaySince = after(now, -UNDER_WAY_MS);
  for (const user of receivers) {
    const links = await oneTimeLinks.listOfUser(user.id, purpose, now);
    const isGood = links.some(
      (link) => isLive(link, user) && (link.sentAt !== null || link.createdAt > underWaySince),
    );
    if (!isGood) return false;
  }
  return true;
}

/** Strangers' requests use it up too, so the wait is over when the links of the e-mail that began it are: else nothing would open. */
async function mayClaimsGoOn(
  deps: Pick<AdmitMailDependencies, 'limits' | 'audit' | 'clock'>,
  { purpose, email, lifeMs }: MailWithLinks,
): Promise<boolean> {
  const waitMs = Math.min(lifeMs, LONGEST_SHARED_WAIT_MS);
  const limit: Limit = { attempts: 1, windowMs: waitMs, blockMs: waitMs, maxBlockMs: waitMs };
  const attempt = { name: `mail-claims-${purpose}` as const, of: canonicalEmail(email) ?? '', limit };
  return (await admitAttempt(deps, attempt)).admitted;
}

/**
 * To an address that somebody else may own: established accounts take nothing from one another. The others share a counter, or
 * whoever makes accounts would make counters.
 */
function counterOf(
  { clock }: Pick<AdmitMailDependencies, 'clock'>,
  { purpose, email }: MailWithLinks,
  user: User,
): string {
  const address = canonicalEmail(email) ?? '';
  const isShared = ASKED_BY_STRANGERS.has(purpose) || !isEstablished(user, clock.now());
  return isShared ? address : `${user.id} ${address}`;
}

function limitOf(
  { clock, settings: { limits } }: Pick<AdmitMailDependencies, 'clock' | 'settings'>,
  { purpose }: MailWithLinks,
  user: User,
): Limit {
  if (purpose === 'password-reset') return limits.resetPerAddress;
  const limit = limits.mailPerAddress;
  if (ASKED_BY_STRANGERS.has(purpose) || isEstablished(user, clock.now())) return limit;
  return { ...limit, maxBlockMs: Math.min(limit.maxBlockMs, LONGEST_SHARED_WAIT_MS) };
}

/** Whether an account has counters of its own. A day costs nobody anything who means it; accounts that are deleted and made again never are. */
export function isEstablished(
  { isEmailVerified, dateJoined }: Pick<User, 'isEmailVerified' | 'dateJoined'>,
  now: Date,
): boolean {
  return isEmailVerified && after(dateJoined, ESTABLISHED_AFTER_MS) <= now;
}
