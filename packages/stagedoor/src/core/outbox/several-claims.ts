import { canonicalEmail } from '../kernel/email.ts';
import type { MailedLink } from '../link/one-time-link-store.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import type { MailAccount } from './mail-data.ts';
import { wholeMinutes } from './whole-minutes.ts';

/** A link just issued for one of the accounts that claim an address. */
export interface IssuedLink {
  readonly user: User;
  readonly path: string;
  readonly lifeMs: number;
  readonly link: MailedLink;
}

/** The account as an e-mail to all who claim its address names it. */
export function mailAccount({ user, path, lifeMs }: IssuedLink): MailAccount {
  return {
    username: userName(user),
    path,
    expiresInMinutes: wholeMinutes(lifeMs),
    createdAt: user.dateJoined.toISOString(),
  };
}

/**
 * Where an e-mail goes that has links for each of these: as they are stored, or, where they differ in upper and lower case, in the
 * form that we compare addresses in. Nobody who claims the address chooses how another's is written.
 */
export function sharedAddress(emails: readonly string[]): string {
  const [email = '', ...others] = new Set(emails);
  return others.length === 0 ? email : (canonicalEmail(email) ?? '');
}
