import type { Principal } from '../session/session.ts';
import { shownOf, type TotpSetUp } from './begin-totp.ts';
import type { Dependencies } from './dependencies.ts';
import { requireFactorProof } from './require-factor-proof.ts';

/**
 * What the user began to set up and has not finished, so that its page can be drawn again; null for nothing.
 *
 * @throws AccountsError as `beginTotp` does
 */
export async function findTotpSetUp(
  deps: Pick<Dependencies, 'totpDevices' | 'timeCodes' | 'clock' | 'settings'>,
  { principal }: { readonly principal: Principal },
): Promise<TotpSetUp | null> {
  await requireFactorProof(deps, principal);
  const { user } = principal;
  const begun = (await deps.totpDevices.listOfUser(user.id)).find(({ confirmedAt }) => confirmedAt === null);
  if (begun === undefined || begun.key === null) return null;
  return { id: begun.id, ...shownOf(deps, { key: begun.key, user }) };
}
