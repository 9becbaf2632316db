import { canonicalEmail } from '../../kernel/email.ts';
import type { LanguageTag } from '../../kernel/language-tag.ts';
import { issueLink, mailedLink } from '../../link/issue-link.ts';
import { linkPaths } from '../../link/link-paths.ts';
import { admitMail } from '../../outbox/admit-mail.ts';
import { mailLocaleOf } from '../../outbox/mail-locale.ts';
import { wholeMinutes } from '../../outbox/whole-minutes.ts';
import { findNameHolder } from '../../user/find-name-holder.ts';
import { userName } from '../../user/user-name.ts';
import type { Dependencies } from '../dependencies.ts';

/** The worker's half of `requestEmailChange`: a link to the new address, unless it belongs to somebody else. */
export async function mailEmailChange(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: { readonly userId: number; readonly email: string; readonly language: LanguageTag },
): Promise<void> {
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    const user = await stores.users.findById(input.userId);
    const owner = await stores.emailAddresses.findByKey(canonicalEmail(input.email) ?? '');
    if (!user?.isActive || (owner && owner.userId !== user.id)) return;
    const { email } = input;
    if ((await findNameHolder(stores, deps.settings, { email, userId: user.id })) !== null) return;
    const lifeMs = deps.settings.links.emailChangeMs;
    const counted = { purpose: 'email-change', receivers: [user], email, lifeMs } as const;
    if ((await admitMail(stores, deps, counted)) === 'held-back') return;
    const key = await issueLink(stores, { purpose: 'email-change', user, email, now, lifeMs });
    await stores.jobs.enqueue({
      name: 'send-mail',
      to: email,
      ...mailLocaleOf(user, input),
      link: mailedLink('email-change', key),
      mail: {
        mail: 'email-change-confirm',
        username: userName(user),
        newEmail: email,
        path: linkPaths.emailChange(key),
        expiresInMinutes: wholeMinutes(lifeMs),
      },
    });
  });
}
