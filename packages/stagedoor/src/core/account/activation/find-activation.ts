import { findLink } from '../../link/find-link.ts';
import { decodeUserId } from '../../link/link-paths.ts';
import type { Principal } from '../../session/session.ts';
import { foreseeProof } from '../../user/prove-address.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';
import { type PasswordReason, whyPassword } from './why-password.ts';

export interface ActivationLink {
  readonly key: string;
  /** base64url of the user's id, where the link had it; a key of somebody else's stays good. */
  readonly uid?: string;
  /** Who is logged in where the link was opened, if anybody. */
  readonly principal: Principal | null;
}

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
