import { canonicalEmail } from '../../kernel/email.ts';
import type { Principal } from '../../session/session.ts';
import type { User } from '../../user/user.ts';
import type { Stores } from '../dependencies.ts';
import type { Settings } from '../settings.ts';

/** Why a link works with a new password only: somebody logged in to the account, or claims its address too. */
export type PasswordReason = 'in-use' | 'claimed';

/**
 * Why the one who opens the e-mail may be another than the one who signed up, or null: the account was in use before, or
 * somebody else claims the address too. Not where both are at hand, the mailbox and a session of the account.
 */
export async function whyPassword(
  stores: Pick<Stores, 'users' | 'devices'>,
  facts: {
    readonly settings: Pick<Settings, 'activationAsksPassword'>;
    readonly user: User;
    readonly principal: Principal | null;
  },
): Promise<PasswordReason | null> {
  const { settings, user, principal } = facts;
  if (!settings.activationAsksPassword || principal?.user.id === user.id) return null;
  if (user.lastLogin !== null || (await stores.devices.countOfUser(user.id)) > 0) return 'in-use';
  const claimants = await stores.users.listClaimants(canonicalEmail(user.email) ?? '', 2, 'youngest-first');
  return claimants.some(({ id }) => id !== user.id) ? 'claimed' : null;
}
