import type { Dependencies, Stores } from '../dependencies.ts';
import type { Principal } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { canonicalEmail } from './email.ts';
import { findLink } from './find-link.ts';
import { decodeUserId } from './link-paths.ts';
import { foreseeProof } from './prove-address.ts';
import type { User } from './user.ts';

export interface ActivationLink {
  readonly key: string;
  /** base64url of the user's id, where the link had it; a key of somebody else's stays good. */
  readonly uid?: string;
  /** Who is logged in where the link was opened, if anybody. */
  readonly principal: Principal | null;
}

/** Why a link works with a new password only: somebody logged in to the account, or claims its address too. */
export type PasswordReason = 'in-use' | 'claimed';

export interface Activation {
  readonly user: User;
  /** Null where the account is activated as it is. */
  readonly passwordReason: PasswordReason | null;
}

/**
 * The account that an activation link would activate now, or null; looking does not use it up. A link that nobody used is
 * dead, too, once somebody has proved its address.
 */
export async function findActivation(
  deps: Pick<Dependencies, 'oneTimeLinks' | 'users' | 'emailAddresses' | 'devices' | 'clock' | 'settings'>,
  input: ActivationLink,
): Promise<Activation | null> {
  const live = await findLink(deps, { purpose: 'activation', key: input.key });
  if (live === null) return null;
  const { user, link } = live;
  if (input.uid !== undefined && decodeUserId(input.uid) !== user.id) return null;
  const { settings } = deps;
  if ((await foreseeProof(deps, settings, { user, email: link.email })) !== 'proved') return null;
  return { user, passwordReason: await whyPassword(deps, { settings, user, principal: input.principal }) };
}

/**
 * Why the one who opens the letter may be another than the one who signed up, or null: the account was in use before, or
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
  const claimants = await stores.users.listClaimants(canonicalEmail(user.email) ?? '', 2);
  return claimants.some(({ id }) => id !== user.id) ? 'claimed' : null;
}
