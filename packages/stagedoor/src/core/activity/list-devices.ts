import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import type { Device } from './device-store.ts';

/** A device as its owner sees it: never its key. */
export type OwnDevice = Omit<Device, 'keyHash' | 'userId'> & { readonly isCurrent: boolean };

/** The browsers that the user logged in from before, latest use first. */
export async function listDevices(
  { devices }: Pick<Dependencies, 'devices'>,
  { principal }: { readonly principal: Principal },
): Promise<readonly OwnDevice[]> {
  const own = await devices.listOfUser(principal.user.id);
  return own
    .map(({ keyHash: _, userId: __, ...device }) => ({
      ...device,
      isCurrent: device.id === principal.session?.deviceId,
    }))
    .sort((left, right) => right.lastSeenAt.getTime() - left.lastSeenAt.getTime());
}
