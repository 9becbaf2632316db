import type { Dependencies, Stores } from '../dependencies.ts';
import type { LetterOccasion } from '../outbox/letter.ts';
import { wholeMinutes } from '../user/activation-life.ts';
import { canonicalEmail } from '../user/email.ts';
import { issueLink, mailedLink } from '../user/issue-link.ts';
import { passwordResetLink } from '../user/link-paths.ts';
import { mayLetterLeave } from '../user/may-letter-leave.ts';
import { readerOf } from '../user/reader-of.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import { MOST_CLAIMS } from '../user/user-store.ts';
import { isUsablePassword } from './password-hasher.ts';

/**
 * The worker's half of `requestPasswordReset`: a letter to the *stored* primary address of an active user with a
 * usable password; nothing for anybody else. Where nobody has proved the address it is for the newest account that claims
 * it: the letter says which, and using it proves the address.
 */
export async function mailPasswordReset(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: { readonly email: string; readonly language: 'en' | 'es'; readonly occasion: LetterOccasion },
): Promise<void> {
  const now = deps.clock.now();
  const emailKey = canonicalEmail(input.email) ?? '';
  await deps.transact(async (stores) => {
    const user = await findOwner(stores, emailKey);
    if (!user?.isActive || canonicalEmail(user.email) !== emailKey || !isUsablePassword(user.passwordHash))
      return;
    const { email } = user;
    const { occasion } = input;
    if (!(await mayLetterLeave(stores, deps, { purpose: 'password-reset', user, email, occasion }))) return;
    const lifeMs = deps.settings.links.passwordResetMs;
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
      to: user.email,
      ...readerOf(user, input),
      link: mailedLink('password-reset', key),
      letter: {
        letter: 'password-reset',
        username: userName(user),
        path: passwordResetLink(deps.settings.links, user.id, key),
        expiresInMinutes: wholeMinutes(lifeMs),
        occasion,
      },
    });
  });
}

async function findOwner({ users }: Pick<Stores, 'users'>, emailKey: string): Promise<User | null> {
  const owner = await users.findByEmailKey(emailKey);
  const claimants = await users.listClaimants(emailKey, MOST_CLAIMS);
  const canReset = (user: User) => user.isActive && isUsablePassword(user.passwordHash);
  return owner ?? claimants.find(canReset) ?? null;
}
