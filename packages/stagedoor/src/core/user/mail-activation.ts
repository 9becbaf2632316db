import type { Dependencies, Stores } from '../dependencies.ts';
import { activationLetter } from './activation-letter.ts';
import { activationLife } from './activation-life.ts';
import { canonicalEmail } from './email.ts';
import { findNameHolder } from './find-name-holder.ts';
import { issueLink, mailedLink } from './issue-link.ts';
import { mayLetterLeave } from './may-letter-leave.ts';
import { readerOf } from './reader-of.ts';
import { untilActivated } from './until-activated.ts';
import type { User } from './user.ts';
import { MOST_CLAIMS } from './user-store.ts';

/**
 * The worker's half of `sendActivation`: writes the letter if an account waits for it, that of `userId` or the newest
 * that claims the address, and nobody has proved the address.
 */
export async function mailActivation(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: { readonly email: string; readonly userId?: number; readonly language: 'en' | 'es' },
): Promise<void> {
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    const user = await findWaiting(stores, input);
    if (user === null) return;
    const holder = await findNameHolder(stores, deps.settings, { email: user.email, userId: user.id });
    if (holder !== null) return;
    const addresses = await stores.emailAddresses.listOfUser(user.id);
    const until = untilActivated(deps.settings, user, addresses);
    const lifeMs = activationLife(deps.settings, until, now);
    if (lifeMs === 0) return;
    if (!(await mayLetterLeave(stores, deps, { purpose: 'activation', user, email: user.email }))) return;
    const key = await issueLink(stores, { purpose: 'activation', user, email: user.email, now, lifeMs });
    const letter = activationLetter(deps.settings, { user, key, lifeMs, until });
    const reader = readerOf(user, input);
    const link = mailedLink('activation', key);
    await stores.jobs.enqueue({ name: 'send-letter', to: user.email, ...reader, letter, link });
  });
}

async function findWaiting(
  { users }: Pick<Stores, 'users'>,
  { email, userId }: { readonly email: string; readonly userId?: number },
): Promise<User | null> {
  const emailKey = canonicalEmail(email) ?? '';
  if ((await users.findByEmailKey(emailKey)) !== null) return null;
  // Their own account is found however many others claim the address.
  const own = userId === undefined ? null : await users.findById(userId);
  const claimants = userId === undefined ? await users.listClaimants(emailKey, MOST_CLAIMS) : [own];
  const waits = (user: User | null) =>
    user?.isActive === true && !user.isEmailVerified && canonicalEmail(user.email) === emailKey;
  return claimants.find(waits) ?? null;
}
