import type { Visitor } from '../kernel/visitor.ts';
import { linkPaths } from '../link/link-paths.ts';
import { ACCOUNT_NOTICES } from '../user/notices.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import type { Stores } from './dependencies.ts';
import { mailLocaleOf } from './mail-locale.ts';

/**
 * Welcomes whoever is new, once in the life of their account and however it was made: wherever it is that their primary address is proved
 * first. Who was brought over from elsewhere awaits nothing. Only inside a transaction.
 */
export async function welcome(
  stores: Pick<Stores, 'users' | 'jobs'>,
  { user, email, visitor }: { readonly user: User; readonly email: string; readonly visitor: Visitor },
): Promise<void> {
  if (!(await stores.users.takeWelcome(user.id))) return;
  await stores.jobs.enqueue({
    name: 'send-mail',
    to: email,
    ...mailLocaleOf(user, visitor),
    mail: { mail: 'welcome', username: userName(user), logInPath: linkPaths.logIn },
    notice: { userId: user.id, kind: ACCOUNT_NOTICES },
  });
}
