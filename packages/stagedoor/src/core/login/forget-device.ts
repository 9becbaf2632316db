import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { requireRecentProof } from '../session/require-recent-proof.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Forgets one of the logged-in user's known browsers: its next log-in is that of a new one, told by mail and counted like
 * a stranger's. A session that is open there goes on.
 *
 * @throws AccountsError `reauthentication-required`; `not-found` for one that is not there or not theirs
 */
export async function forgetDevice(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: { readonly principal: Principal; readonly deviceId: number; readonly visitor: Visitor },
): Promise<void> {
  const { principal, deviceId, visitor } = input;
  requireRecentProof(deps, principal);
  const userId = principal.user.id;
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    if (!(await stores.devices.remove(userId, deviceId))) throw new AccountsError({ code: 'not-found' });
    const detail = { device: deviceId };
    await stores.audit.append(securityEvent('device-forget', { userId, visitor, now, detail }));
  });
}
