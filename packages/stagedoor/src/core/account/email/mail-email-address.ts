import { canonicalEmail } from '../../kernel/email.ts';
import type { LanguageTag } from '../../kernel/language-tag.ts';
import { linkPaths } from '../../link/link-paths.ts';
import { mailLink } from '../../outbox/mail-links.ts';
import { wholeMinutes } from '../../outbox/whole-minutes.ts';
import { findNameHolder } from '../../user/find-name-holder.ts';
import { userName } from '../../user/user-name.ts';
import type { Dependencies } from '../dependencies.ts';

/** The worker's half of `addEmailAddress`: a link to the address, unless it belongs to somebody else. */
export async function mailEmailAddress(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: { readonly userId: number; readonly addressId: number; readonly language: LanguageTag },
): Promise<void> {
  await deps.transact(async (stores) => {
    const user = await stores.users.findById(input.userId);
    const known = await stores.emailAddresses.listOfUser(input.userId);
    const address = known.find(({ id, emailKey }) => id === input.addressId && emailKey === null);
    if (!user?.isActive || !address) return;
    const { email } = address;
    if (await stores.emailAddresses.findByKey(canonicalEmail(email) ?? '')) return;
    if ((await findNameHolder(stores, deps.settings, { email, userId: user.id })) !== null) return;
    const lifeMs = deps.settings.links.emailChangeMs;
    await mailLink(stores, deps, {
      purpose: 'email-add',
      user,
      email,
      lifeMs,
      request: input,
      pathOf: linkPaths.emailAdd,
      mailOf: (path) => ({
        mail: 'email-add-confirm',
        username: userName(user),
        newEmail: email,
        path,
        expiresInMinutes: wholeMinutes(lifeMs),
      }),
    });
  });
}
