import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { limitKey } from '../limit/attempts.ts';
import { accountLimitKeys } from '../password/reset-password.ts';
import { canonicalIdentifier } from '../user/find-by-identifier.ts';
import { findUserNamed } from '../user/find-users-named.ts';
import { operator } from '../visitor.ts';
import { networkOf } from './network-of.ts';

/** Lifts the waits of an account (as typed, and all its other names) or of a source address. Answers how many were lifted. */
export async function unlock(
  deps: Pick<Dependencies, 'transact' | 'users' | 'devices' | 'clock' | 'settings'>,
  input: { readonly identifier: string } | { readonly ipAddress: string },
): Promise<number> {
  const { keys, userId } =
    'ipAddress' in input ? sourceKeys(input.ipAddress) : await accountKeys(deps, input.identifier);
  return await deps.transact(async (stores) => {
    const lifted = await stores.limits.clear(keys);
    const detail = { counters: lifted };
    await stores.audit.append(
      securityEvent('unlock', { userId, visitor: operator, now: deps.clock.now(), detail }),
    );
    return lifted;
  });
}

function sourceKeys(ipAddress: string) {
  const network = networkOf(ipAddress);
  const names = ['log-in-source', 'sign-up-source', 'mail-source', 'link-source'];
  return { keys: names.map((name) => limitKey(name, network)), userId: null };
}

async function accountKeys(deps: Pick<Dependencies, 'users' | 'devices' | 'settings'>, identifier: string) {
  const typed = limitKey('log-in-account', canonicalIdentifier(identifier));
  const user = await findUserNamed(deps, { word: identifier });
  if (!user) return { keys: [typed], userId: null };
  const devices = await deps.devices.listOfUser(user.id);
  const deviceKeys = devices.map((device) => limitKey('log-in-device', String(device.id)));
  return { keys: [...new Set([typed, ...accountLimitKeys(user), ...deviceKeys])], userId: user.id };
}
