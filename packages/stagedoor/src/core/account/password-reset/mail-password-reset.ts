import type { AuditEvent } from '../../audit/audit-event.ts';
import { canonicalEmail } from '../../kernel/email.ts';
import type { LanguageTag } from '../../kernel/language-tag.ts';
import { passwordResetLink } from '../../link/link-paths.ts';
import { admitMail } from '../../outbox/admit-mail.ts';
import type { MailData, RequestDetails } from '../../outbox/mail-data.ts';
import { mailLinks } from '../../outbox/mail-links.ts';
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
    for (const { id } of receivers)
      await stores.audit.append(sentEvent(id, deps.clock.now(), requestDetails));
    await mailLinks(stores, deps, {
      purpose: 'password-reset',
      to: email,
      accounts: receivers.map((user) => ({ user, lifeMs })),
      request: asked,
      pathOf: (user, key) => passwordResetLink(deps.settings.links, user.id, key),
      mailOf: (issued) => mailOf(issued, requestDetails),
    });
  });
}

function sentEvent(userId: number, occurredAt: Date, { ipAddress, userAgent }: RequestDetails): AuditEvent {
  return {
    action: 'password-reset-sent',
    success: true,
    occurredAt,
    userId,
    ipAddress,
    userAgent,
    detail: {},
  };
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
