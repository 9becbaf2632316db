import { fieldRefusal } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { welcome } from '../../outbox/welcome.ts';
import type { IssuedSession } from '../../session/issued-session.ts';
import { sessionEnded } from '../../session/renew-session.ts';
import { requireFullProof } from '../../session/require-full-proof.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal } from '../../session/session.ts';
import { findNameHolder } from '../../user/find-name-holder.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { ownAddress } from './own-addresses.ts';
import { switchPrimary } from './switch-primary.ts';

interface MakeEmailPrimary {
  readonly principal: Principal;
  readonly addressId: number;
  readonly visitor: Visitor;
}

/**
 * Makes a verified address the one that the user logs in with and that resets go to. The old one stays in the list,
 * and is told how to take it back: whoever holds the primary address holds the account.
 *
 * @throws AccountsError `reauthentication-required`, `not-found`, `invalid-input` at `email` for an unverified or the
 *   primary address; `not-authenticated` when the session ended meanwhile.
 */
export async function makeEmailPrimary(
  deps: Pick<Dependencies, 'transact' | 'stages' | 'clock' | 'settings'>,
  input: MakeEmailPrimary,
): Promise<IssuedSession> {
  requireRecentProof(deps, input.principal);
  return await deps.transact((stores) => change(stores, deps, input));
}

async function change(
  stores: Stores,
  deps: Pick<Dependencies, 'stages' | 'clock' | 'settings'>,
  { principal, addressId, visitor }: MakeEmailPrimary,
): Promise<IssuedSession> {
  const now = deps.clock.now();
  const userId = principal.user.id;
  const user = await stores.users.lockById(userId);
  if (user === null) throw sessionEnded();
  await requireFullProof(stores, deps, principal);
  const { email, emailKey, isPrimary, isVerified } = await ownAddress(stores, { userId, addressId, now });
  if (isPrimary) throw fieldRefusal('email', 'email_unchanged');
  if (!isVerified || emailKey === null) throw fieldRefusal('email', 'email_unverified');
  // Only where both were copied from elsewhere: a proof is refused where somebody has the address for a user name.
  const holder = await findNameHolder(stores, deps.settings, { email, userId });
  if (holder !== null) throw fieldRefusal('email', 'email_taken');
  await stores.emailAddresses.makePrimary(userId, emailKey);
  await welcome(stores, { user, email, visitor });
  return await switchPrimary(stores, {
    deps,
    principal,
    user,
    newEmail: email,
    visitor,
    now,
    byLink: false,
  });
}
