import { canonicalEmail } from '../../kernel/email.ts';
import { issueLink, mailedLink } from '../../link/issue-link.ts';
import { mayLetterLeave } from '../../outbox/may-letter-leave.ts';
import { readerOf } from '../../outbox/reader-of.ts';
import { claimantsInTurn, type Receiver, writeToEach } from '../../user/claimants-in-turn.ts';
import { findNameHolder } from '../../user/find-name-holder.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { activationLetter } from './activation-letter.ts';
import { activationLife } from './activation-life.ts';
import { untilActivated } from './until-activated.ts';

interface Asked {
  readonly email: string;
  /** Who asks for their own; absent where a stranger typed the address. */
  readonly userId?: number;
  readonly language: 'en' | 'es';
}

/**
 * The worker's half of `sendActivation`: a letter for the account of `userId`, or for each that claims the address, if it
 * waits to be activated and nobody has proved the address.
 */
export async function mailActivation(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  asked: Asked,
): Promise<void> {
  await deps.transact(async (stores) => {
    const waiting = await findWaiting(stores, asked);
    await writeToEach(waiting, (receiver) => writeLetter(stores, deps, { asked, ...receiver }));
  });
}

/** Answers whether a letter leaves. */
async function writeLetter(
  stores: Stores,
  deps: Pick<Dependencies, 'clock' | 'settings'>,
  { asked, user, isOneOfSeveral }: Receiver & { readonly asked: Asked },
): Promise<boolean> {
  const now = deps.clock.now();
  const { email } = user;
  const holder = await findNameHolder(stores, deps.settings, { email, userId: user.id });
  if (holder !== null) return false;
  const addresses = await stores.emailAddresses.listOfUser(user.id);
  const until = untilActivated(deps.settings, user, addresses);
  const lifeMs = activationLife(deps.settings, until, now);
  if (lifeMs === 0) return false;
  if (!(await mayLetterLeave(stores, deps, { purpose: 'activation', user, email, lifeMs }))) return false;
  const key = await issueLink(stores, { purpose: 'activation', user, email, now, lifeMs });
  const letter = {
    ...activationLetter(deps.settings, { user, key, lifeMs, until }),
    ...(isOneOfSeveral ? { isOneOfSeveral } : {}),
  };
  const link = mailedLink('activation', key);
  await stores.jobs.enqueue({ name: 'send-letter', to: email, ...readerOf(user, asked), letter, link });
  return true;
}

async function findWaiting(
  stores: Pick<Stores, 'users'>,
  { email, userId }: Asked,
): Promise<readonly User[]> {
  const emailKey = canonicalEmail(email) ?? '';
  if ((await stores.users.findByEmailKey(emailKey)) !== null) return [];
  // Their own account is found however many others claim the address.
  const named =
    userId === undefined
      ? await claimantsInTurn(stores, emailKey)
      : [await stores.users.findById(userId)].filter((user) => user !== null);
  return named.filter(
    (user) => user.isActive && !user.isEmailVerified && canonicalEmail(user.email) === emailKey,
  );
}
