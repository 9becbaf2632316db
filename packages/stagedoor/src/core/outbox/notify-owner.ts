import type { Visitor } from '../kernel/visitor.ts';
import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';
import type { Letter } from './letter.ts';
import { readerOf } from './reader-of.ts';

/**
 * Tells the owner of an account what happened to it (ASVS V6.3.5, V6.3.7), at the primary address and only where that is
 * proved: whoever merely claims an address would have letters without end sent to a mailbox that is not theirs, each of
 * which says that something happened to an account of its owner's. Inside a transaction.
 */
export async function notifyOwner(
  stores: Pick<Stores, 'jobs'>,
  { user, visitor, letter }: { readonly user: User; readonly visitor: Visitor; readonly letter: Letter },
): Promise<void> {
  if (user.email === '' || !user.isEmailVerified) return;
  await stores.jobs.enqueue({ name: 'send-letter', to: user.email, ...readerOf(user, visitor), letter });
}
