import { securityEvent } from '../audit/security-event.ts';
import { operator } from '../kernel/visitor.ts';
import {
  accountLimitKeys,
  limitKey,
  sourceLimitKeys,
  stageLimitKeys,
  typedLimitKeys,
} from '../limit/counters.ts';
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
  deps: Pick<Dependencies, 'transact' | 'users' | 'devices' | 'stages' | 'clock'>,
  input: UnlockInput,
): Promise<number> {
  const { keys, userId } =
    'ipAddress' in input
      ? { keys: sourceLimitKeys(input.ipAddress), userId: null }
      : await accountKeys(deps, input);
  return await deps.transact(async (stores) => {
    const lifted = await stores.limits.clear(keys);
    const detail = { counters: lifted };
    await stores.audit.append(
      securityEvent('unlock', { userId, visitor: operator, now: deps.clock.now(), detail }),
    );
    return lifted;
  });
}

async function accountKeys(
  deps: Pick<Dependencies, 'users' | 'devices' | 'stages'>,
  input: NamedAccount,
): Promise<{ readonly keys: readonly string[]; readonly userId: number | null }> {
  const typed = typedLimitKeys(input.identifier);
  const user = input.userId === undefined ? null : await deps.users.findById(input.userId);
  if (!user) return { keys: typed, userId: null };
  const devices = await deps.devices.listOfUser(user.id);
  const keys = [
    ...typed,
    ...accountLimitKeys(user),
    ...devices.map(({ id }) => limitKey({ name: 'log-in-device', of: String(id) })),
    ...stageLimitKeys(deps.stages, user.id),
  ];
  return { keys: [...new Set(keys)], userId: user.id };
}
