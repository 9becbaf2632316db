import type { Visitor } from '../kernel/visitor.ts';
import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';
import type { MailData } from './mail-data.ts';
import { mailLocaleOf } from './mail-locale.ts';

/**
 * Tells the owner of an account what happened to it (ASVS V6.3.5, V6.3.7), at the primary address and only where that is
 * proved: whoever merely claims an address would have e-mails without end sent to a mailbox that is not theirs, each of
 * which says that something happened to an account of its owner's. Inside a transaction.
 */
export async function notifyOwner(
  stores: Pick<Stores, 'jobs'>,
  { user, visitor, mail }: { readonly user: User; readonly visitor: Visitor; readonly mail: MailData },
): Promise<void> {
  if (user.email === '' || !user.isEmailVerified) return;
  await stores.jobs.enqueue({ name: 'send-mail', to: user.email, ...mailLocaleOf(user, visitor), mail });
}
