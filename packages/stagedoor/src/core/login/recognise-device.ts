import type { Device } from '../audit/device-store.ts';
import type { Stores } from '../dependencies.ts';
import { occasionOf } from '../outbox/occasion.ts';
import { hashSecret, randomLinkKey, randomPublicId } from '../secret-value.ts';
import type { Settings } from '../settings.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import type { Visitor } from '../visitor.ts';

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
  const isFirst = known === null && (await stores.devices.listOfUser(user.id)).length === 0;
  await stores.devices.remember(device);
  if (known === null && !isFirst && entry.settings.notifyNewDevice && user.email !== '') {
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

/** The stored form of a device cookie. */
export function hashDevice(deviceKey: string): string {
  return hashSecret('device', deviceKey);
}
