import { randomBytes } from 'node:crypto';
import type { Device } from '../../../src/core/activity/device-store.ts';
import type { AuditEvent } from '../../../src/core/audit/audit-event.ts';
import type { Stores } from '../../../src/core/dependencies.ts';
import { randomPublicId } from '../../../src/core/kernel/secret-value.ts';
import type { OneTimeLink } from '../../../src/core/link/one-time-link-store.ts';
import { provedPassword } from '../../../src/core/session/authentication.ts';
import type { Session } from '../../../src/core/session/session.ts';
import type { ClaimedEmailAddress } from '../../../src/core/user/email-address-store.ts';
import type { NewUser } from '../../../src/core/user/user.ts';

/** The moment at which the samples happen. */
export const noon = new Date('2026-03-01T12:00:00.000Z');

export function at(offsetMs: number): Date {
  return new Date(noon.getTime() + offsetMs);
}

export function uniqueText(): string {
  return randomBytes(9).toString('hex');
}

export function sampleUser(changes: Partial<NewUser> = {}): NewUser {
  return {
    id: randomPublicId(),
    username: `user-${uniqueText()}`,
    firstName: 'Ana',
    lastName: 'Díaz',
    passwordHash: `!${uniqueText()}`,
    isActive: true,
    isStaff: false,
    isSuperuser: false,
    language: null,
    dateJoined: noon,
    extra: {},
    ...changes,
  };
}

/** A stored user's id. */
export async function addUser(
  stores: Pick<Stores, 'users'>,
  changes: Partial<NewUser> = {},
): Promise<number> {
  const user = sampleUser(changes);
  if (!(await stores.users.create(user))) throw new Error('The sample user was refused.');
  return user.id;
}

export function sampleAddress(
  userId: number,
  changes: Partial<ClaimedEmailAddress> = {},
): ClaimedEmailAddress {
  const emailKey = `${uniqueText()}@mail.example`;
  return {
    id: randomPublicId(),
    userId,
    email: emailKey,
    emailKey,
    isVerified: false,
    isPrimary: false,
    ...changes,
  };
}

export function sampleSession(userId: number | null, changes: Partial<Session> = {}): Session {
  return {
    id: randomPublicId(),
    keyHash: uniqueText(),
    userId,
    securityVersion: userId === null ? 0 : 1,
    backend: userId === null ? null : 'password',
    expiry: { kind: 'age', seconds: 3600 },
    createdAt: noon,
    lastSeenAt: noon,
    expiresAt: at(3_600_000),
    endsAt: at(86_400_000),
    methods: userId === null ? [] : [provedPassword(noon)],
    authenticatedAt: userId === null ? null : noon,
    ipAddress: '192.0.2.1',
    userAgent: 'Mozilla/5.0',
    deviceId: null,
    pendingStage: null,
    isKeyDue: false,
    kind: 'cookie',
    scope: null,
    ...changes,
  };
}

export function sampleLink(userId: number, changes: Partial<OneTimeLink> = {}): OneTimeLink {
  return {
    keyHash: uniqueText(),
    purpose: 'activation',
    userId,
    email: 'ana@mail.example',
    securityVersion: 1,
    createdAt: noon,
    sentAt: null,
    expiresAt: at(60_000),
    ...changes,
  };
}

export function sampleDevice(userId: number, changes: Partial<Device> = {}): Device {
  return {
    id: randomPublicId(),
    userId,
    keyHash: uniqueText(),
    ipAddress: '192.0.2.1',
    userAgent: 'Mozilla/5.0',
    firstSeenAt: noon,
    lastSeenAt: noon,
    ...changes,
  };
}

export function sampleEvent(changes: Partial<AuditEvent> = {}): AuditEvent {
  return {
    action: 'log-in',
    success: true,
    occurredAt: noon,
    userId: null,
    ipAddress: '192.0.2.1',
    userAgent: 'Mozilla/5.0',
    detail: {},
    ...changes,
  };
}

/** The same attempt sixteen times at once; answers what each got. */
export function race<Result>(attempt: (index: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: 16 }, (_, index) => attempt(index)));
}

/** Texts that break careless storage. U+0000 is not among them: PostgreSQL has no such text, so the interfaces refuse it. */
export const naughtyTexts: readonly string[] = [
  '',
  ' leading and trailing ',
  "Robert'); drop table auth_user;--",
  '"double" \'single\' `back` \\backslash\\ %percent% _under_ $1 ? :name {{x}}',
  'emoji 👩‍👩‍👧‍👦 🇨🇭 👍🏽',
  'عربي שלום \u202eright-to-left override\u202c',
  'Zalgo z̷̢̛̗a̸l̵g̶o̷ é (combining) é (composed)',
  '\u200bzero\u200dwidth\ufeffmarks\u2028line\u2029paragraph',
  'tab\tnew\nline\r\nreturn\u0001control\u007f',
  '𝒻𝒶𝓃𝒸𝓎 ﬁ Ⅷ İıſß',
  '<script>alert(1)</script>&amp;',
  'null',
  '{"json": [1, 2]}',
  '文'.repeat(150),
];
