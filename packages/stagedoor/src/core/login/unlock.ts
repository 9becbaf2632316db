import { securityEvent } from '../audit/security-event.ts';
import { networkOf } from '../kernel/network-of.ts';
import { operator } from '../kernel/visitor.ts';
import { limitKey } from '../limit/attempts.ts';
import { accountLimitKeys } from '../limit/log-in-counters.ts';
import { canonicalIdentifier } from '../user/find-by-identifier.ts';
import type { Dependencies } from './dependencies.ts';

interface NamedAccount {
  readonly identifier: string;
  /** Whose the name is; left out where it is nobody's. */
  readonly userId?: number | undefined;
}

export type UnlockInput = NamedAccount | { readonly ipAddress: string };

/**
 * Lifts the waits of an account or of a source address. A name counts as it is typed at the log-in, whoever has it, or nobody; those of `userId`
 * are lifted under all their names and on all their browsers. Answers how many were lifted.
 */
export async function unlock(
  deps: Pick<Dependencies, 'transact' | 'users' | 'devices' | 'clock'>,
  input: UnlockInput,
): Promise<number> {
  const { keys, userId } =
    'ipAddress' in input ? sourceKeys(input.ipAddress) : await accountKeys(deps, input);
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

async function accountKeys(deps: Pick<Dependencies, 'users' | 'devices'>, input: NamedAccount) {
  const typed = limitKey('log-in-account', canonicalIdentifier(input.identifier));
  const user = input.userId === undefined ? null : await deps.users.findById(input.userId);
  if (!user) return { keys: [typed], userId: null };
  const devices = await deps.devices.listOfUser(user.id);
  const deviceKeys = devices.map((device) => limitKey('log-in-device', String(device.id)));
  return { keys: [...new Set([typed, ...accountLimitKeys(user), ...deviceKeys])], userId: user.id };
}
