import type { Device } from '../activity/device-store.ts';
import { hashSecret, randomLinkKey, randomPublicId } from '../kernel/secret-value.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { linkPaths } from '../link/link-paths.ts';
import { notifyOwner } from '../outbox/notify-owner.ts';
import { requestDetailsOf } from '../outbox/request-details.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import type { Stores } from './dependencies.ts';
import type { Settings } from './settings.ts';

const MOST_DEVICES = 20;

/**
 * Remembers the browser that logs in, and tells the owner when it is a new one (ASVS V6.3.5). The first
 * device of an account is no news.
 */
export async function recogniseDevice(
  stores: Stores,
  entry: {
    user: User;
    visitor: Visitor;
    now: Date;
    settings: Settings;
    /** False for a client of tokens: it would be a new device each time. One like it is taken for it. */
    keepsCookies: boolean;
  },
): Promise<{ device: Device; newKey: string | null }> {
  const { user, visitor, now } = entry;
  const { known, alike, others } = await lookAround(stores, { userId: user.id, visitor });
  const device = known ?? (entry.keepsCookies ? null : alike);
  const newKey = device === null ? randomLinkKey() : null;
  const seen: Device = {
    id: device?.id ?? randomPublicId(),
    userId: user.id,
    keyHash: device?.keyHash ?? hashDevice(newKey ?? ''),
    ipAddress: visitor.ipAddress,
    userAgent: visitor.userAgent,
    firstSeenAt: device?.firstSeenAt ?? now,
    lastSeenAt: now,
  };
  if (device === null && others >= MOST_DEVICES) await stores.devices.removeOldest(user.id, MOST_DEVICES - 1);
  await stores.devices.remember(seen);
  const isNews = known === null && alike === null && others > 0;
  if (isNews && entry.settings.notifyNewDevice) {
    await notifyOwner(stores, {
      user,
      visitor,
      mail: {
        mail: 'new-device',
        username: userName(user),
        sessionsPath: linkPaths.sessions,
        resetPath: linkPaths.requestReset,
        requestDetails: requestDetailsOf(visitor, now),
      },
    });
  }
  return { device: seen, newKey };
}

/** The device of the visitor's cookie, else one of the same agent at the same address (scripts keep no cookies). */
async function lookAround(
  stores: Stores,
  { userId, visitor }: { userId: number; visitor: Visitor },
): Promise<{ known: Device | null; alike: Device | null; others: number }> {
  const { deviceKey, ipAddress, userAgent } = visitor;
  const devices = await stores.devices.listOfUser(userId);
  const keyHash = deviceKey === null ? null : hashDevice(deviceKey);
  const known = devices.find((device) => device.keyHash === keyHash) ?? null;
  const alike = devices.find((device) => device.ipAddress === ipAddress && device.userAgent === userAgent);
  return { known, alike: alike ?? null, others: devices.length };
}

/** The stored form of a device cookie. */
export function hashDevice(deviceKey: string): string {
  return hashSecret('device', deviceKey);
}
