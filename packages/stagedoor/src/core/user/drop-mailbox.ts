import { canonicalEmail } from '../kernel/email.ts';
import type { Stores } from './dependencies.ts';

/** Removes every address of the user that leads to one mailbox, in whatever form it was typed and whether proved or not. */
export async function dropMailbox(
  { emailAddresses }: Pick<Stores, 'emailAddresses'>,
  userId: number,
  emailKey: string,
): Promise<void> {
  for (const { id, email } of await emailAddresses.listOfUser(userId)) {
    if (canonicalEmail(email) === emailKey) await emailAddresses.remove(userId, id);
  }
}
