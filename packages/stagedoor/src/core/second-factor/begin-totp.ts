import { refuseProblems } from '../kernel/errors.ts';
import { randomPublicId } from '../kernel/secret-value.ts';
import { requireBrowser } from '../session/require-browser.ts';
import type { Principal } from '../session/session.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import type { Dependencies } from './dependencies.ts';
import { lockProved, requireFactorProof } from './require-factor-proof.ts';
import type { TotpKey } from './totp-device.ts';

const MOST_TOTP_DEVICES = 5;

/** What an authenticator app is set up by. In this answer and in no later one. */
export interface TotpSetUp {
  readonly id: number;
  /** Base32, for whoever types it. */
  readonly secret: string;
  /** `otpauth://totp/…`, for the QR code. */
  readonly uri: string;
}

/**
 * Begins to set up an authenticator app, in this session and in no other: its key is shown to nobody who is logged in elsewhere. Until
 * its first code comes it opens nothing and is asked for nowhere, and what the user
 * had before goes on; whatever was begun earlier and never finished is gone.
 *
 * @throws AccountsError `permission-denied` for a token's holder, `reauthentication-required`, `invalid-input` where they have
 *   as many as there may be, `not-authenticated` when the session ended meanwhile
 */
export async function beginTotp(
  deps: Pick<Dependencies, 'transact' | 'totpDevices' | 'passkeys' | 'timeCodes' | 'clock' | 'settings'>,
  { principal }: { readonly principal: Principal },
): Promise<TotpSetUp> {
  await requireFactorProof(deps, principal);
  const { id: begunIn } = requireBrowser(principal);
  const id = randomPublicId();
  const key = deps.timeCodes.newKey();
  const user = await deps.transact(async (stores) => {
    const current = await lockProved(stores, deps, principal);
    await stores.totpDevices.removeUnconfirmed(current.id);
    const count = (await stores.totpDevices.listOfUser(current.id)).length;
    refuseProblems({ non_field_errors: count < MOST_TOTP_DEVICES ? [] : [{ code: 'too_many_factors' }] });
    await stores.totpDevices.add({ id, userId: current.id, createdAt: deps.clock.now(), key, begunIn });
    return current;
  });
  return { id, ...shownOf(deps, { key, user }) };
}

/** How a key is shown to whoever sets it up. */
export function shownOf(
  { timeCodes, settings }: Pick<Dependencies, 'timeCodes' | 'settings'>,
  { key, user }: { readonly key: TotpKey; readonly user: Pick<User, 'username' | 'email' | 'id'> },
): Pick<TotpSetUp, 'secret' | 'uri'> {
  const uri = timeCodes.uriOf(key, { issuer: settings.siteName, account: userName(user) });
  return { secret: key.secret, uri };
}
