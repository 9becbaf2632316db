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

/** The worker's half of `addEmailAddress`: a link to the address, unless it belongs to somebody else. */
export async function mailEmailAddress(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: { readonly userId: number; readonly addressId: number; readonly language: LanguageTag },
): Promise<void> {
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    const user = await stores.users.findById(input.userId);
    const known = await stores.emailAddresses.listOfUser(input.userId);
    const address = known.find(({ id, emailKey }) => id === input.addressId && emailKey === null);
    if (!user?.isActive || !address) return;
    const { email } = address;
    if (await stores.emailAddresses.findByKey(canonicalEmail(email) ?? '')) return;
    if ((await findNameHolder(stores, deps.settings, { email, userId: user.id })) !== null) return;
    const lifeMs = deps.settings.links.emailChangeMs;
    const counted = { purpose: 'email-add', receivers: [user], email, lifeMs } as const;
    if ((await admitMail(stores, deps, counted)) === 'held-back') return;
    const key = await issueLink(stores, { purpose: 'email-add', user, email, now, lifeMs });
    await stores.jobs.enqueue({
      name: 'send-mail',
      to: email,
      ...mailLocaleOf(user, input),
      link: mailedLink('email-add', key),
      mail: {
        mail: 'email-add-confirm',
        username: userName(user),
        newEmail: email,
        path: linkPaths.emailAdd(key),
        expiresInMinutes: wholeMinutes(lifeMs),
      },
    });
  });
}
