import { after } from '../kernel/clock.ts';
import { hashSecret, randomLinkKey } from '../kernel/secret-value.ts';
import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';
import type { LinkPurpose, MailedLink } from './one-time-link-store.ts';

/** The stored form of a link's key; the purpose is part of it, so that a key opens only what it is for. */
export function hashLinkKey(purpose: LinkPurpose, key: string): string {
  return hashSecret(`link:${purpose}`, key);
}

/** Undoing, because whoever takes over an account may change its address twice; adding, because each is of its own address. */
const LIVE_SIDE_BY_SIDE: ReadonlySet<LinkPurpose> = new Set<LinkPurpose>(['email-change-undo', 'email-add']);

/**
 * What a stranger may ask for who knows nothing but an address. A new one kills no older one: only an e-mail that has left
 * does, and then the oldest of several, else whoever asks again would kill the link that the owner is about to open.
 */
export const ASKED_BY_STRANGERS: ReadonlySet<LinkPurpose> = new Set<LinkPurpose>([
  'activation',
  'password-reset',
  'username-reset',
]);

export function mailedLink(purpose: LinkPurpose, key: string): MailedLink {
  return { purpose, keyHash: hashLinkKey(purpose, key) };
}

/**
 * Makes a link of one purpose for a user, and kills the older ones of that purpose, but for the purposes above. Answers
 * the key to mail.
 */
export async function issueLink(
  stores: Pick<Stores, 'oneTimeLinks'>,
  link: {
    purpose: LinkPurpose;
    user: Pick<User, 'id' | 'securityVersion'>;
    email: string;
    now: Date;
    lifeMs: number;
  },
): Promise<string> {
  const key = randomLinkKey();
  if (!LIVE_SIDE_BY_SIDE.has(link.purpose) && !ASKED_BY_STRANGERS.has(link.purpose)) {
    await stores.oneTimeLinks.discardOfUser(link.user.id, link.purpose);
  }
  await stores.oneTimeLinks.add({
    keyHash: hashLinkKey(link.purpose, key),
    purpose: link.purpose,
    userId: link.user.id,
    email: link.email,
    securityVersion: link.user.securityVersion,
    createdAt: link.now,
    sentAt: null,
    expiresAt: after(link.now, link.lifeMs),
  });
  return key;
}

const STALE = ['activation', 'password-reset', 'username-reset', 'email-change', 'email-add'] as const;

/** Kills the links that speak of a user as it was before; the ways to undo an e-mail change stay (see `issueLink`). */
export async function discardStaleLinks(stores: Pick<Stores, 'oneTimeLinks'>, userId: number): Promise<void> {
  for (const purpose of STALE) {
    await stores.oneTimeLinks.discardOfUser(userId, purpose);
  }
}
