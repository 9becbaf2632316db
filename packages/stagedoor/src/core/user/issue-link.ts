import { after } from '../clock.ts';
import type { Stores } from '../dependencies.ts';
import { hashSecret, randomLinkKey } from '../secret-value.ts';
import type { LinkPurpose } from './one-time-link-store.ts';
import type { User } from './user.ts';

/** The stored form of a link's key; the purpose is part of it, so that a key opens only its own door (abuse C8). */
export function hashLinkKey(purpose: LinkPurpose, key: string): string {
  return hashSecret(`link:${purpose}`, key);
}

/** Makes a link of one purpose for a user, and kills the older ones of that purpose. Answers the key to mail. */
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
  await stores.oneTimeLinks.discardOfUser(link.user.id, link.purpose);
  await stores.oneTimeLinks.add({
    keyHash: hashLinkKey(link.purpose, key),
    purpose: link.purpose,
    userId: link.user.id,
    email: link.email,
    securityVersion: link.user.securityVersion,
    createdAt: link.now,
    expiresAt: after(link.now, link.lifeMs),
  });
  return key;
}
