import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { ASKED_BY_STRANGERS, hashLinkKey } from './issue-link.ts';
import type { LinkPurpose, OneTimeLink } from './one-time-link-store.ts';

export interface LiveLink {
  readonly link: OneTimeLink;
  readonly user: User;
}

/** What a GET may know of a link: whom it is for, or null. Looking never uses it up. */
export async function findLink(
  deps: Pick<Dependencies, 'oneTimeLinks' | 'users' | 'clock'>,
  input: { readonly purpose: LinkPurpose; readonly key: string },
): Promise<LiveLink | null> {
  const link = await deps.oneTimeLinks.find(
    input.purpose,
    hashLinkKey(input.purpose, input.key),
    deps.clock.now(),
  );
  return link === null ? null : await withUser(deps, link);
}

/**
 * Uses a link up, once whoever asks how often at once; null when it is dead or, given `userId`, another user's: then it
 * stays good. The user is locked until the transaction ends. Only inside a transaction.
 */
export async function consumeLink(
  stores: Pick<Stores, 'oneTimeLinks' | 'users'>,
  input: {
    readonly purpose: LinkPurpose;
    readonly key: string;
    readonly now: Date;
    readonly userId?: number;
  },
): Promise<LiveLink | null> {
  const keyHash = hashLinkKey(input.purpose, input.key);
  const link = await stores.oneTimeLinks.find(input.purpose, keyHash, input.now);
  if (link === null || (input.userId !== undefined && link.userId !== input.userId)) return null;
  const user = await stores.users.lockById(link.userId);
  if (!isLive(link, user)) return null;
  if (!(await stores.oneTimeLinks.consume(input.purpose, keyHash, input.now))) return null;
  // Its siblings in the mailbox have done their work, too.
  if (ASKED_BY_STRANGERS.has(input.purpose)) await stores.oneTimeLinks.discardOfUser(user.id, input.purpose);
  return { link, user };
}

async function withUser(deps: Pick<Stores, 'users'>, link: OneTimeLink): Promise<LiveLink | null> {
  const user = await deps.users.findById(link.userId);
  return isLive(link, user) ? { link, user } : null;
}

/**
 * A link is dead once its user is, or anything revoked since: a changed password, a changed address. Only the
 * way to undo an e-mail change outlives that, because a thief does all of it.
 */
export function isLive(link: OneTimeLink, user: User | null): user is User {
  if (!user?.isActive) return false;
  return link.purpose === 'email-change-undo' || user.securityVersion === link.securityVersion;
}
