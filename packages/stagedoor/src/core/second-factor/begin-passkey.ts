import { randomBytes } from 'node:crypto';
import { AccountsError, refuseProblems } from '../kernel/errors.ts';
import { beginCeremony, type CeremonyScope, type PasskeyCeremony } from '../passkey/ceremony.ts';
import { type PasskeyKind, passkeyKinds } from '../passkey/passkey.ts';
import { requireBrowser } from '../session/require-browser.ts';
import type { Principal } from '../session/session.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import type { Dependencies } from './dependencies.ts';
import { requireFactorProof } from './require-factor-proof.ts';

const MOST_PASSKEYS = 20;
const USER_HANDLE_BYTES = 64;

/** What is to be kept between the two steps. */
export interface PasskeyBegun {
  readonly kind: PasskeyKind;
  readonly userHandle: string;
}

/**
 * Begins to make a passkey for whoever is logged in.
 *
 * @throws AccountsError `permission-denied` for a token's holder, and for one that logs in alone of whom another system looks after;
 *   `reauthentication-required`, `invalid-input` where they have as many as there may be
 */
export async function beginPasskey(
  deps: Pick<Dependencies, 'passkeys' | 'totpDevices' | 'webAuthn' | 'signer' | 'clock' | 'settings'>,
  { principal, kind }: { readonly principal: Principal; readonly kind: PasskeyKind },
): Promise<PasskeyCeremony> {
  await requireFactorProof(deps, principal);
  const { user } = principal;
  requireOwnLogIn(user, kind);
  const known = await deps.passkeys.listOfUser(user.id);
  requireRoom(known);
  const userHandle = known[0]?.userHandle ?? randomBytes(USER_HANDLE_BYTES).toString('base64url');
  const { handle, challenge } = beginCeremony(deps, ofSession(principal), `${kind} ${userHandle}`);
  const name = userName(user);
  const displayName = `${user.firstName} ${user.lastName}`.trim() || name;
  const options = await deps.webAuthn.creationOptions({
    challenge,
    kind,
    user: { handle: userHandle, name, displayName },
    known,
  });
  return { handle, options };
}

/**
 * Whom another system looks after logs in as it says, and by nothing that would go on once it does not.
 *
 * @throws AccountsError `permission-denied`
 */
export function requireOwnLogIn({ managedBy }: Pick<User, 'managedBy'>, kind: PasskeyKind): void {
  if (kind === 'passwordless' && managedBy !== null) throw new AccountsError({ code: 'permission-denied' });
}

/** @throws AccountsError `invalid-input` where there are as many as there may be */
export function requireRoom(known: readonly unknown[]): void {
  refuseProblems({ non_field_errors: known.length < MOST_PASSKEYS ? [] : [{ code: 'too_many_factors' }] });
}

/** A passkey is added by the session that began it. */
export function ofSession(principal: Principal): CeremonyScope {
  return { purpose: 'passkey-add', within: String(requireBrowser(principal).id) };
}

export function readBegun(note: string): PasskeyBegun {
  const [sent, userHandle = ''] = note.split(' ');
  const kind = passkeyKinds.find((one) => one === sent) ?? 'second-factor';
  return { kind, userHandle };
}
