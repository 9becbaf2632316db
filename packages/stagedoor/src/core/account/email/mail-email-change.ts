import { canonicalEmail } from '../../kernel/email.ts';
import type { LanguageTag } from '../../kernel/language-tag.ts';
import { linkPaths } from '../../link/link-paths.ts';
import { mailLink } from '../../outbox/mail-links.ts';
import { wholeMinutes } from '../../outbox/whole-minutes.ts';
import { findNameHolder } from '../../user/find-name-holder.ts';
import { userName } from '../../user/user-name.ts';
import type { Dependencies } from '../dependencies.ts';

/** The worker's half of `requestEmailChange`: a link to the new address, unless it belongs to somebody else. */
export async function mailEmailChange(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: { readonly userId: number; readonly email: string; readonly language: LanguageTag },
): Promise<void> {
  await deps.transact(async (stores) => {
    const user = await stores.users.findById(input.userId);
    const owner = await stores.emailAddresses.findByKey(canonicalEmail(input.email) ?? '');
    if (!user?.isActive || (owner && owner.userId !== user.id)) return;
    const { email } = input;
    if ((await findNameHolder(stores, deps.settings, { email, userId: user.id })) !== null) return;
    const lifeMs = deps.settings.links.emailChangeMs;
    await mailLink(stores, deps, {
      purpose: 'email-change',
      user,
      email,
      lifeMs,
      request: input,
      pathOf: linkPaths.emailChange,
      mailOf: (path) => ({
        mail: 'email-change-confirm',
        username: userName(user),
        newEmail: email,
        path,
        expiresInMinutes: wholeMinutes(lifeMs),
      }),
    });
  });
}
