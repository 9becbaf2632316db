import { securityEvent } from '../audit/security-event.ts';
import { operator } from '../kernel/visitor.ts';
import type { Dependencies, Stores } from './dependencies.ts';

/** Forgets one known browser of a user, or all of them; answers how many. */
export async function forgetDevicesByOperator(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { userId, which }: { readonly userId: number; readonly which: number | 'all' },
): Promise<number> {
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    const forgotten = await forget(stores, userId, which);
    const detail = { devices: forgotten };
    if (forgotten > 0) {
      await stores.audit.append(securityEvent('device-forget', { userId, visitor: operator, now, detail }));
    }
    return forgotten;
  });
}

async function forget({ devices }: Stores, userId: number, which: number | 'all'): Promise<number> {
  if (which === 'all') return await devices.removeAll(userId);
  return (await devices.remove(userId, which)) ? 1 : 0;
}
