import type { Device } from '../audit/device-store.ts';
import type { Stores } from '../dependencies.ts';
import { occasionOf } from '../outbox/occasion.ts';
import { hashSecret, randomLinkKey, randomPublicId } from '../secret-value.ts';
import type { Settings } from '../settings.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import type { Visitor } from '../visitor.ts';

const MOST_DEVICES = 20;

/**
 * Remembers the browser that signs in, and tells the owner when it is a new one (S0-47, ASVS V6.3.5). The first
 * device of an account is no news.
 */
export async function recogniseDevice(
  stores: Stores,
  entry: { user: User; visitor: Visitor; now: Date; settings: Settings },
): Promise<{ device: Device; newKey: string | null }> {
  const { user, visitor, now } = entry;
  const known =
    visitor.deviceKey === null ? null : await stores.devices.find(user.id, hashDevice(visitor.deviceKey));
  const newKey = known === null ? randomLinkKey() : null;
  const device: Device = {
    id: known?.id ?? randomPublicId(),
    userId: user.id,
    keyHash: known?.keyHash ?? hashDevice(newKey ?? ''),
    ipAddress: visitor.ipAddress,
    userAgent: visitor.userAgent,
    firstSeenAt: known?.firstSeenAt ?? now,
    lastSeenAt: now,
  };
  const isNews = known === null && (await isUnlikeOthers(stores, device));
  await stores.devices.remember(device);
  if (isNews && entry.settings.notifyNewDevice && user.email !== '') {
    await stores.jobs.enqueue({
      name: 'send-letter',
      to: user.email,
      language: user.language ?? visitor.language,
      letter: {
        letter: 'new-device',
        username: userName(user),
        sessionsPath: '/accounts/sessions/',
        resetPath: '/accounts/password/reset/',
        occasion: occasionOf(visitor, now),
      },
    });
  }
  return { device, newKey };
}

/**
 * Whether a browser without a known cookie is news: not the account's first, and not the same agent at the same
 * address as one before (scripts keep no cookies). Makes room by forgetting the devices unused for longest.
 */
async function isUnlikeOthers(stores: Stores, device: Device): Promise<boolean> {
  const others = [...(await stores.devices.listOfUser(device.userId))].sort(
    (left, right) => right.lastSeenAt.getTime() - left.lastSeenAt.getTime(),
  );
  for (const forgotten of others.slice(MOST_DEVICES - 1))
    await stores.devices.remove(device.userId, forgotten.id);
  const isAlike = (other: Device) =>
    other.userAgent === device.userAgent && other.ipAddress === device.ipAddress;
  return others.length > 0 && !others.some(isAlike);
}

/** The stored form of a device cookie. */
export function hashDevice(deviceKey: string): string {
  return hashSecret('device', deviceKey);
}
