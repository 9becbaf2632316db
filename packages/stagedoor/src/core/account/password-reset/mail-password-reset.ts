import { canonicalEmail } from '../../kernel/email.ts';
import { issueLink, mailedLink } from '../../link/issue-link.ts';
import { passwordResetLink } from '../../link/link-paths.ts';
import type { LetterOccasion } from '../../outbox/letter.ts';
import { mayLetterLeave } from '../../outbox/may-letter-leave.ts';
import { readerOf } from '../../outbox/reader-of.ts';
import { wholeMinutes } from '../../outbox/whole-minutes.ts';
import { isUsablePassword } from '../../password/password-hasher.ts';
import { claimantsInTurn, type Receiver, writeToEach } from '../../user/claimants-in-turn.ts';
import type { User } from '../../user/user.ts';
import { userName } from '../../user/user-name.ts';
import type { Dependencies, Stores } from '../dependencies.ts';

interface Asked {
  readonly email: string;
  readonly language: 'en' | 'es';
  readonly occasion: LetterOccasion;
}

/**
 * The worker's half of `requestPasswordReset`: a letter to the *stored* primary address of an active user with a
 * usable password; nothing for anybody else. Where nobody has proved the address each account that claims it gets one, or
 * whoever signed up last with it would take the letter of the others. It says which account it is for, and using it proves
 * the address.
 */
export async function mailPasswordReset(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  asked: Asked,
): Promise<void> {
  await deps.transact(async (stores) => {
    const receivers = await findReceivers(stores, canonicalEmail(asked.email) ?? '');
    await writeToEach(receivers, (receiver) => writeLetter(stores, deps, { asked, ...receiver }));
  });
}

/** Answers whether a letter leaves. */
async function writeLetter(
  stores: Stores,
  deps: Pick<Dependencies, 'clock' | 'settings'>,
  { asked, user, isOneOfSeveral }: Receiver & { readonly asked: Asked },
): Promise<boolean> {
  const { email } = user;
  const { occasion } = asked;
  const lifeMs = deps.settings.links.passwordResetMs;
  const resetLetter = { purpose: 'password-reset', user, email, lifeMs, occasion } as const;
  if (!(await mayLetterLeave(stores, deps, resetLetter))) return false;
  const now = deps.clock.now();
  const key = await issueLink(stores, { purpose: 'password-reset', user, email, now, lifeMs });
  const { ipAddress, userAgent } = occasion;
  await stores.audit.append({
    action: 'password-reset-sent',
    success: true,
    occurredAt: now,
    userId: user.id,
    ipAddress,
    userAgent,
    detail: {},
  });
  await stores.jobs.enqueue({
    name: 'send-letter',
    to: email,
    ...readerOf(user, asked),
    link: mailedLink('password-reset', key),
    letter: {
      letter: 'password-reset',
      username: userName(user),
      path: passwordResetLink(deps.settings.links, user.id, key),
      expiresInMinutes: wholeMinutes(lifeMs),
      ...(isOneOfSeveral ? { isOneOfSeveral } : {}),
      occasion,
    },
  });
  return true;
}

/** Who proved the address, or else everybody who claims it, of whom each can use a letter. */
async function findReceivers(stores: Pick<Stores, 'users'>, emailKey: string): Promise<readonly User[]> {
  const owner = await stores.users.findByEmailKey(emailKey);
  const named = owner === null ? await claimantsInTurn(stores, emailKey) : [owner];
  return named.filter(
    (user) => user.isActive && canonicalEmail(user.email) === emailKey && isUsablePassword(user.passwordHash),
  );
}
