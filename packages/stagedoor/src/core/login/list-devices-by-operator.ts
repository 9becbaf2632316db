import type { Device } from '../activity/device-store.ts';
import type { Dependencies } from './dependencies.ts';

/** The known browsers of a user, for an operator, latest use first. */
export async function listDevicesByOperator(
  deps: Pick<Dependencies, 'devices'>,
  { userId }: { readonly userId: number },
): Promise<readonly Omit<Device, 'keyHash'>[]> {
  return (await deps.devices.listOfUser(userId)).map(({ keyHash: _, ...device }) => device);
}
