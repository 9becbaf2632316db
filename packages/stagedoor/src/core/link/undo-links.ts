import { canonicalEmail } from '../kernel/email.ts';
import type { Stores } from './dependencies.ts';
import type { OneTimeLink } from './one-time-link-store.ts';

/** The ways back of a user after an address took its place again. */
export interface UndoLinks {
  /** Those that ended: they lead to addresses that came after it, or to it. Oldest first. */
  readonly closed: readonly OneTimeLink[];
  /** Those that stay: they lead to addresses that were primary before it. */
  readonly open: readonly OneTimeLink[];
}

/**
 * Ends the ways back that an address outranks: the oldest that leads to it, and every younger one. Whoever held the
 * primary address earlier has the better claim, so what leads to an address from before stays. An address to which
 * nothing leads back outranks nothing: it came last, and may be a thief's.
 *
 * Age is told by the security version, which moves with each change; clocks of two nodes may differ.
 *
 * @param at.used the link by which the address was taken back, if it was one
 */
export async function endUndoLinks(
  stores: Pick<Stores, 'oneTimeLinks'>,
  at: { readonly userId: number; readonly email: string; readonly now: Date; readonly used?: OneTimeLink },
): Promise<UndoLinks> {
  const { userId, now, used } = at;
  const purpose = 'email-change-undo';
  const live = await stores.oneTimeLinks.listOfUser(userId, purpose, now);
  const own = linksTo(live, at.email).concat(used ?? []);
  if (own.length === 0) return { closed: [], open: live };
  const since = Math.min(...own.map(({ securityVersion }) => securityVersion));
  await stores.oneTimeLinks.discardOfUser(userId, purpose, since);
  return {
    closed: live
      .filter(({ securityVersion }) => securityVersion >= since)
      .sort((one, other) => one.securityVersion - other.securityVersion),
    open: live.filter(({ securityVersion }) => securityVersion < since),
  };
}

/** Those of the links that speak of one address, however it was typed. */
export function linksTo(links: readonly OneTimeLink[], email: string): OneTimeLink[] {
  const key = canonicalEmail(email);
  return links.filter((link) => canonicalEmail(link.email) === key);
}
