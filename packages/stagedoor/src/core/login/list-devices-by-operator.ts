import type { Device } from '../audit/device-store.ts';
import type { Dependencies } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import { findUserNamed } from '../user/find-users-named.ts';

/**
 * The known browsers of a user, for an operator, latest use first.
 *
 * @throws AccountsError `not-found` for a word that names nobody, or several
 */
export async function listDevicesByOperator(
  deps: Pick<Dependencies, 'users' | 'devices'>,
  input: { readonly identifier: string },
): Promise<readonly Omit<Device, 'keyHash'>[]> {
  const user = await findUserNamed(deps, { word: input.identifier });
  if (user === null) throw new AccountsError({ code: 'not-found' });
  return (await deps.devices.listOfUser(user.id)).map(({ keyHash: _, ...device }) => device);
}
