import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import { findUserNamed } from '../user/find-users-named.ts';
import { operator } from '../visitor.ts';

/**
 * Forgets one known browser of a user, or all of them; answers how many.
 *
 * @throws AccountsError `not-found` for a word that names nobody, or several
 */
export async function forgetDevicesByOperator(
  deps: Pick<Dependencies, 'users' | 'transact' | 'clock'>,
  input: { readonly identifier: string; readonly which: number | 'all' },
): Promise<number> {
  const user = await findUserNamed(deps, { word: input.identifier });
  if (user === null) throw new AccountsError({ code: 'not-found' });
  const { id: userId } = user;
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    const forgotten = await forget(stores, userId, input.which);
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
