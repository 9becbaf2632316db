import { canonicalEmail } from '../../kernel/email.ts';
import type { LanguageTag } from '../../kernel/language-tag.ts';
import { issueLink, mailedLink } from '../../link/issue-link.ts';
import { passwordResetLink } from '../../link/link-paths.ts';
import { admitMail } from '../../outbox/admit-mail.ts';
import type { MailData, RequestDetails } from '../../outbox/mail-data.ts';
import { mailLocaleOf } from '../../outbox/mail-locale.ts';
import { type IssuedLink, mailAccount, sharedAddress } from '../../outbox/several-claims.ts';
import { wholeMinutes } from '../../outbox/whole-minutes.ts';
import { isUsablePassword } from '../../password/password-hasher.ts';
import { claimantsInTurn } from '../../user/claimants-in-turn.ts';
import type { User } from '../../user/user.ts';
import { userName } from '../../user/user-name.ts';
import type { Dependencies, Stores } from '../dependencies.ts';

interface Asked {
  readonly email: string;
  readonly language: LanguageTag;
  readonly requestDetails: RequestDetails;
}

/**
 * The worker's half of `requestPasswordReset`: an e-mail to the *stored* primary address of an active user with a
 * usable password; nothing for anybody else. Where nobody has proved the address it has a link for each account that claims it,
 * or whoever signed up last with it would take the e-mail of the others. It says which account each is for, and using one
 * proves the address.
 */
export async function mailPasswordReset(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  asked: Asked,
): Promise<void> {
  const lifeMs = deps.settings.links.passwordResetMs;
  const { requestDetails } = asked;
  await deps.transact(async (stores) => {
    const receivers = await findReceivers(stores, canonicalEmail(asked.email) ?? '');
    const email = sharedAddress(receivers.map((user) => user.email));
    const counted = { purpose: 'password-reset', receivers, email, lifeMs, requestDetails } as const;
    if ((await admitMail(stores, deps, counted)) === 'held-back') return;
    const issued: IssuedLink[] = [];
    for (const user of receivers) issued.push(await issue(stores, deps, { asked, user }));
    await stores.jobs.enqueue({
      name: 'send-mail',
      to: email,
      ...mailLocaleOf(receivers.length === 1 ? (receivers[0] ?? null) : null, asked),
      mail: mailOf(issued, requestDetails),
      links: issued.map(({ link }) => link),
    });
  });
}

async function issue(
  stores: Stores,
  deps: Pick<Dependencies, 'clock' | 'settings'>,
  { asked, user }: { readonly asked: Asked; readonly user: User },
): Promise<IssuedLink> {
  const now = deps.clock.now();
  const { links } = deps.settings;
  const { email } = user;
  const lifeMs = links.passwordResetMs;
  const key = await issueLink(stores, { purpose: 'password-reset', user, email, now, lifeMs });
  const { ipAddress, userAgent } = asked.requestDetails;
  await stores.audit.append({
    action: 'password-reset-sent',
    success: true,
    occurredAt: now,
    userId: user.id,
    ipAddress,
    userAgent,
    detail: {},
  });
  const path = passwordResetLink(links, user.id, key);
  return { user, path, lifeMs, link: mailedLink('password-reset', key) };
}

function mailOf(issued: readonly IssuedLink[], requestDetails: RequestDetails): MailData {
  const [only, ...others] = issued;
  if (only === undefined || others.length > 0) {
    return { mail: 'password-reset-of-several', accounts: issued.map(mailAccount), requestDetails };
  }
  const { user, path, lifeMs } = only;
  const username = userName(user);
  return { mail: 'password-reset', username, path, expiresInMinutes: wholeMinutes(lifeMs), requestDetails };
}

/** Who proved the address, or else everybody who claims it, of whom each can use a link. */
async function findReceivers(stores: Pick<Stores, 'users'>, emailKey: string): Promise<readonly User[]> {
  const owner = await stores.users.findByEmailKey(emailKey);
  const named = owner === null ? await claimantsInTurn(stores, emailKey) : [owner];
  return named.filter(
    (user) => user.isActive && canonicalEmail(user.email) === emailKey && isUsablePassword(user.passwordHash),
  );
}
