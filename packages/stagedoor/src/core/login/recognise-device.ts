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
  const { others, known, alike } = await lookAround(stores, { userId: user.id, visitor });
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
  if (device === null) await makeRoom(stores, others);
  await stores.devices.remember(seen);
  const isNews = known === null && alike === null && others.length > 0;
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
  return { device: seen, newKey };
}

/**
 * The device of the visitor's cookie, else one of the same agent at the same address (scripts keep no cookies), and,
 * unless the cookie is known, all of the account's, newest first.
 */
async function lookAround(
  stores: Stores,
  { userId, visitor }: { userId: number; visitor: Visitor },
): Promise<{ others: readonly Device[]; known: Device | null; alike: Device | null }> {
  const { deviceKey, ipAddress, userAgent } = visitor;
  const known = deviceKey === null ? null : await stores.devices.find(userId, hashDevice(deviceKey));
  if (known !== null) return { others: [], known, alike: null };
  const others = [...(await stores.devices.listOfUser(userId))].sort(
    (left, right) => right.lastSeenAt.getTime() - left.lastSeenAt.getTime(),
  );
  const alike = others.find((other) => other.userAgent === userAgent && other.ipAddress === ipAddress);
  return { others, known, alike: alike ?? null };
}

/** Forgets the devices unused for longest. */
async function makeRoom(stores: Stores, newestFirst: readonly Device[]): Promise<void> {
  for (const { userId, id } of newestFirst.slice(MOST_DEVICES - 1)) await stores.devices.remove(userId, id);
}

/** The stored form of a device cookie. */
export function hashDevice(deviceKey: string): string {
  return hashSecret('device', deviceKey);
}
