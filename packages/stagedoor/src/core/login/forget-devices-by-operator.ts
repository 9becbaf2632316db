import type { Device } from '../audit/device-store.ts';
import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import { findUserNamed } from '../user/find-users-named.ts';
import type { User } from '../user/user.ts';
import { operator } from '../visitor.ts';

type FindDependencies = Pick<Dependencies, 'users' | 'settings'>;

/**
 * The known browsers of a user, for an operator, latest use first.
 *
 * @throws AccountsError `not-found` for a word that names nobody, or several
 */
export async function listDevicesByOperator(
  deps: FindDependencies & Pick<Dependencies, 'devices'>,
  input: { readonly identifier: string },
): Promise<readonly Omit<Device, 'keyHash'>[]> {
  const { id } = await named(deps, input.identifier);
  return (await deps.devices.listOfUser(id)).map(({ keyHash: _, ...device }) => device);
}

/**
 * Forgets one known browser of a user, or all of them; answers how many.
 *
 * @throws AccountsError `not-found` for a word that names nobody, or several
 */
export async function forgetDevicesByOperator(
  deps: FindDependencies & Pick<Dependencies, 'transact' | 'clock'>,
  input: { readonly identifier: string; readonly which: number | 'all' },
): Promise<number> {
  const { id: userId } = await named(deps, input.identifier);
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
  if (which !== 'all') return (await devices.remove(userId, which)) ? 1 : 0;
  const count = await devices.countOfUser(userId);
  await devices.removeOldest(userId, 0);
  return count;
}

async function named(deps: FindDependencies, identifier: string): Promise<User> {
  const user = await findUserNamed(deps, { word: identifier });
  if (user === null) throw new AccountsError({ code: 'not-found' });
  return user;
}
