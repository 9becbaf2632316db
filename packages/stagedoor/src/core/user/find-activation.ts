import type { Dependencies, Stores } from '../dependencies.ts';
import type { Principal } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { canonicalEmail } from './email.ts';
import { findLink } from './find-link.ts';
import { decodeUserId } from './link-paths.ts';
import type { User } from './user.ts';

export interface ActivationLink {
  readonly key: string;
  /** base64url of the user's id, where the link had it; a key of somebody else's stays good. */
  readonly uid?: string;
  /** Who is logged in where the link was opened, if anybody. */
  readonly principal: Principal | null;
}

export interface Activation {
  readonly user: User;
  /** Whether the link works with a new password only. */
  readonly asksForPassword: boolean;
}

/** The account that an activation link is for, or null; looking does not use it up. */
export async function findActivation(
  deps: Pick<Dependencies, 'oneTimeLinks' | 'users' | 'devices' | 'clock' | 'settings'>,
  input: ActivationLink,
): Promise<Activation | null> {
  const live = await findLink(deps, { purpose: 'activation', key: input.key });
  if (live === null) return null;
  const { user } = live;
  if (input.uid !== undefined && decodeUserId(input.uid) !== user.id) return null;
  const { settings } = deps;
  return {
    user,
    asksForPassword: await asksForPassword(deps, { settings, user, principal: input.principal }),
  };
}

/**
 * Whether the one who opens the letter may be another than the one who signed up: somebody else claims the address too, or
 * the account was in use before. Not where both are at hand, the mailbox and a session of the account.
 */
export async function asksForPassword(
  stores: Pick<Stores, 'users' | 'devices'>,
  facts: {
    readonly settings: Pick<Settings, 'activationAsksPassword'>;
    readonly user: User;
    readonly principal: Principal | null;
  },
): Promise<boolean> {
  const { settings, user, principal } = facts;
  if (!settings.activationAsksPassword || principal?.user.id === user.id) return false;
  if (user.lastLogin !== null || (await stores.devices.countOfUser(user.id)) > 0) return true;
  const claimants = await stores.users.listClaimants(canonicalEmail(user.email) ?? '', 2);
  return claimants.some(({ id }) => id !== user.id);
}
