import { canonicalEmail } from '../../kernel/email.ts';
import type { LanguageTag } from '../../kernel/language-tag.ts';
import { usernameResetLink } from '../../link/link-paths.ts';
import type { RequestDetails } from '../../outbox/mail-data.ts';
import { mailLink } from '../../outbox/mail-links.ts';
import { wholeMinutes } from '../../outbox/whole-minutes.ts';
import { userName } from '../../user/user-name.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * The worker's half of `requestUsernameReset`: an e-mail to the stored primary address of an active user who has a username
 * here; nothing for anybody else, and nothing where the site has no page for it.
 */
export async function mailUsernameReset(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: { readonly email: string; readonly language: LanguageTag; readonly requestDetails: RequestDetails },
): Promise<void> {
  const { links } = deps.settings;
  const emailKey = canonicalEmail(input.email) ?? '';
  await deps.transact(async (stores) => {
    const user = await stores.users.findByEmailKey(emailKey);
    if (!user?.isActive || canonicalEmail(user.email) !== emailKey) return;
    // Whom another system looks after is called what that system calls them.
    if (user.username === null || user.managedBy !== null) return;
    if (links.usernameResetUrl === null) return;
    const { requestDetails } = input;
    const lifeMs = links.passwordResetMs;
    await mailLink(stores, deps, {
      purpose: 'username-reset',
      user,
      email: user.email,
      lifeMs,
      request: input,
      pathOf: (key) => usernameResetLink(links, user.id, key) ?? '',
      mailOf: (path) => ({
        mail: 'username-reset',
        username: userName(user),
        path,
        expiresInMinutes: wholeMinutes(lifeMs),
        requestDetails,
      }),
    });
  });
}
