import type { Dependencies } from '../dependencies.ts';
import { activationLife, wholeMinutes } from './activation-life.ts';
import { canonicalEmail } from './email.ts';
import { issueLink, mailedLink } from './issue-link.ts';
import { activationLink } from './link-paths.ts';
import { mayLetterLeave } from './may-letter-leave.ts';
import { userName } from './user-name.ts';

/** The worker's half of `sendActivation`: writes the letter if the address belongs to an account that still waits. */
export async function mailActivation(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: { readonly email: string; readonly language: 'en' | 'es' },
): Promise<void> {
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    const user = await stores.users.findByEmailKey(canonicalEmail(input.email) ?? '');
    if (!user?.isActive || user.isEmailVerified || user.email === '') return;
    const lifeMs = activationLife(deps.settings, user.dateJoined, now);
    if (lifeMs === 0) return;
    if (!(await mayLetterLeave(stores, deps, { purpose: 'activation', user, email: user.email }))) return;
    const key = await issueLink(stores, { purpose: 'activation', user, email: user.email, now, lifeMs });
    const letter = {
      letter: 'activation',
      username: userName(user),
      path: activationLink(deps.settings.links, user.id, key),
      expiresInMinutes: wholeMinutes(lifeMs),
    } as const;
    const language = user.language ?? input.language;
    const link = mailedLink('activation', key);
    await stores.jobs.enqueue({ name: 'send-letter', to: user.email, language, letter, link });
  });
}
