import { securityEvent } from '../audit/security-event.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { tellOfFactor } from './tell-of-factor.ts';

/**
 * What a thief may have added ends where an account is taken back by its mailbox. Whoever had the password alone could add passkeys, where
 * no second factor was asked for; and whoever signed up with somebody else's address, which nobody had proved before, anything at all.
 * Inside a transaction.
 *
 * @param user as they were before their address was proved
 */
export async function takeBackFactors(
  stores: Pick<Stores, 'passkeys' | 'totpDevices' | 'recoveryCodes' | 'audit' | 'jobs'>,
  { user, visitor, now }: { readonly user: User; readonly visitor: Visitor; readonly now: Date },
): Promise<void> {
  const userId = user.id;
  if (user.isEmailVerified && (await hasSecondFactor(stores, userId))) return;
  await stores.totpDevices.removeAllOfUser(userId);
  await stores.recoveryCodes.removeAllOfUser(userId);
  const removed = await stores.passkeys.removeAllOfUser(userId);
  if (removed === 0) return;
  const detail = { kind: 'all', removed };
  await stores.audit.append(securityEvent('passkey-remove', { userId, visitor, now, detail }));
  await tellOfFactor(stores, { user, what: 'passkey-removed', visitor, now });
}
