import { canonicalEmail } from '../../kernel/email.ts';
import type { LanguageTag } from '../../kernel/language-tag.ts';
import { activationLink } from '../../link/link-paths.ts';
import { admitMail } from '../../outbox/admit-mail.ts';
import type { MailData } from '../../outbox/mail-data.ts';
import { mailLinks } from '../../outbox/mail-links.ts';
import { type IssuedLink, mailAccount, sharedAddress } from '../../outbox/several-claims.ts';
import { claimantsInTurn } from '../../user/claimants-in-turn.ts';
import { findNameHolder } from '../../user/find-name-holder.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import type { Settings } from '../settings.ts';
import { activationLife } from './activation-life.ts';
import { activationMail } from './activation-mail.ts';
import { type UntilActivated, untilActivated } from './until-activated.ts';

interface Asked {
  readonly email: string;
  /** Who asks for their own; absent where a stranger typed the address. */
  readonly userId?: number;
  readonly language: LanguageTag;
}

/** An account that an activation e-mail may be for. */
interface Waiting {
  readonly user: User;
  readonly until: UntilActivated;
  readonly lifeMs: number;
}

type MailDependencies = Pick<Dependencies, 'clock' | 'settings'>;

/**
 * The worker's half of `sendActivation`: an e-mail for the account of `userId`, or one with a link for each that claims the
 * address, if it waits to be activated and nobody has proved the address. Over the limit somebody's own e-mail is one for all
 * the others, too: it is the only one for a while.
 */
export async function mailActivation(
  deps: Pick<Dependencies, 'transact'> & MailDependencies,
  asked: Asked,
): Promise<void> {
  const { settings } = deps;
  await deps.transact(async (stores) => {
    const waiting = await findWaiting(stores, deps, asked);
    const receivers = waiting.map(({ user }) => user);
    const email = addressOf(waiting);
    const counted = { purpose: 'activation', receivers, email, lifeMs: usualLife(settings) } as const;
    const admission = await admitMail(stores, deps, counted);
    if (admission === 'held-back') return;
    const isForOthersToo = admission === 'leaves-for-all' && asked.userId !== undefined;
    const others = isForOthersToo ? await findWaiting(stores, deps, { email: asked.email }) : [];
    const accounts = [...waiting, ...others.filter(({ user }) => user.id !== asked.userId)];
    await mailLinks(stores, deps, {
      purpose: 'activation',
      to: addressOf(accounts),
      accounts,
      request: asked,
      pathOf: (user, key) => activationLink(settings.links, user.id, key),
      mailOf: (issued) => mailOf(issued, accounts),
    });
  });
}

function mailOf(issued: readonly IssuedLink[], accounts: readonly Waiting[]): MailData {
  const [only, ...others] = issued;
  const [account] = accounts;
  return only === undefined || account === undefined || others.length > 0
    ? { mail: 'activation-of-several', accounts: issued.map(mailAccount) }
    : activationMail({ ...account, path: only.path });
}

async function findWaiting(
  stores: Pick<Stores, 'users' | 'emailAddresses'>,
  { clock, settings }: MailDependencies,
  { email, userId }: Pick<Asked, 'email' | 'userId'>,
): Promise<readonly Waiting[]> {
  const emailKey = canonicalEmail(email) ?? '';
  if ((await stores.users.findByEmailKey(emailKey)) !== null) return [];
  // Their own account is found however many others claim the address.
  const named =
    userId === undefined
      ? await claimantsInTurn(stores, emailKey)
      : [await stores.users.findById(userId)].filter((user) => user !== null);
  const waiting: Waiting[] = [];
  for (const user of named) {
    if (!user.isActive || user.isEmailVerified || canonicalEmail(user.email) !== emailKey) continue;
    if ((await findNameHolder(stores, settings, { email: user.email, userId: user.id })) !== null) continue;
    const addresses = await stores.emailAddresses.listOfUser(user.id);
    const until = untilActivated(settings, user, addresses);
    const lifeMs = activationLife(settings, until, clock.now());
    if (lifeMs > 0) waiting.push({ user, until, lifeMs });
  }
  return waiting;
}

function addressOf(waiting: readonly Waiting[]): string {
  return sharedAddress(waiting.map(({ user }) => user.email));
}

/** Half the life of an account that nobody activates: whoever just missed an e-mail for all has time left at the next one. */
function usualLife({ links, removeUnactivatedAfterMs }: Settings): number {
  return Math.min(links.activationMs, (removeUnactivatedAfterMs ?? Number.POSITIVE_INFINITY) / 2);
}
