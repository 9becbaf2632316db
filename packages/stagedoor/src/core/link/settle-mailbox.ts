import { securityEvent } from '../audit/security-event.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { proveAddress } from '../user/prove-address.ts';
import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';
import type { Settings } from './settings.ts';
import { endUndoLinks } from './undo-links.ts';

interface Settling {
  /** As it was before. */
  readonly user: User;
  readonly visitor: Visitor;
  readonly now: Date;
  readonly settings: Pick<Settings, 'logInBy'>;
}

/**
 * What follows once a link proved the mailbox of the primary address: the address is verified, and the ways back that
 * came after it are closed. Where nobody had proved it before, whoever opened the account may be anybody: every other
 * address in it goes. False where somebody else has proved it meanwhile. Only inside a transaction.
 */
export async function settleMailbox(stores: Stores, settling: Settling): Promise<boolean> {
  const { user, now, settings } = settling;
  const { id: userId, email, isEmailVerified } = user;
  await endUndoLinks(stores, { userId, email, now });
  if (isEmailVerified) return true;
  if ((await proveAddress(stores, settings, { user, email })) === 'refused') return false;
  await dropOthers(stores, settling);
  return true;
}

async function dropOthers(stores: Stores, { user, visitor, now }: Settling): Promise<void> {
  for (const { id, isPrimary } of await stores.emailAddresses.listOfUser(user.id)) {
    if (isPrimary) continue;
    await stores.emailAddresses.remove(user.id, id);
    await stores.audit.append(securityEvent('email-remove', { userId: user.id, visitor, now }));
  }
}
