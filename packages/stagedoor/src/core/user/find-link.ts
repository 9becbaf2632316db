import type { Dependencies, Stores } from '../dependencies.ts';
import { hashLinkKey } from './issue-link.ts';
import type { LinkPurpose, OneTimeLink } from './one-time-link-store.ts';
import type { User } from './user.ts';

export interface LiveLink {
  readonly link: OneTimeLink;
  readonly user: User;
}

/** What a GET may know of a link: whom it is for, or null. Looking never uses it up (abuse C12). */
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

/** Uses a link up, once whoever asks how often at once; null when it is dead. Only inside a transaction. */
export async function consumeLink(
  stores: Pick<Stores, 'oneTimeLinks' | 'users'>,
  input: { readonly purpose: LinkPurpose; readonly key: string; readonly now: Date },
): Promise<LiveLink | null> {
  const link = await stores.oneTimeLinks.consume(
    input.purpose,
    hashLinkKey(input.purpose, input.key),
    input.now,
  );
  return link === null ? null : await withUser(stores, link);
}

/** A link is dead once its user is, or anything revoked since: a changed password, a changed address (abuse C6). */
async function withUser(deps: Pick<Stores, 'users'>, link: OneTimeLink): Promise<LiveLink | null> {
  const user = await deps.users.findById(link.userId);
  const alive = user?.isActive === true && user.securityVersion === link.securityVersion;
  return user && alive ? { link, user } : null;
}
