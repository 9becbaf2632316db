import { after } from '../kernel/clock.ts';
import { requireBrowser } from '../session/require-browser.ts';
import type { Principal } from '../session/session.ts';
import { shownOf, type TotpSetUp } from './begin-totp.ts';
import type { Dependencies } from './dependencies.ts';
import { requireFactorProof } from './require-factor-proof.ts';
import { type TotpKey, UNCONFIRMED_LIFE_MS } from './totp-device.ts';
import type { KeyedTotpDevice } from './totp-device-store.ts';

/**
 * What this session began to set up and has not finished, so that its page can be drawn again; null for nothing.
 *
 * @throws AccountsError as `beginTotp` does
 */
export async function findTotpSetUp(
  deps: Pick<Dependencies, 'totpDevices' | 'passkeys' | 'timeCodes' | 'clock' | 'settings'>,
  { principal }: { readonly principal: Principal },
): Promise<TotpSetUp | null> {
  await requireFactorProof(deps, principal);
  const { user } = principal;
  const begun = await findBegun(deps, principal);
  if (begun === null) return null;
  return { id: begun.id, ...shownOf(deps, { key: begun.key, user }) };
}

/** What this session began and has not finished. Whoever is logged in as the same user elsewhere may be a thief of the password. */
export async function findBegun(
  { totpDevices, clock }: Pick<Dependencies, 'totpDevices' | 'clock'>,
  principal: Principal,
): Promise<(KeyedTotpDevice & { readonly key: TotpKey }) | null> {
  const { id } = requireBrowser(principal);
  const own = await totpDevices.listOfUser(principal.user.id);
  const begun = own.find(({ confirmedAt, begunIn }) => confirmedAt === null && begunIn === id);
  if (begun !== undefined && after(begun.createdAt, UNCONFIRMED_LIFE_MS) <= clock.now()) return null;
  return begun === undefined || begun.key === null ? null : { ...begun, key: begun.key };
}
