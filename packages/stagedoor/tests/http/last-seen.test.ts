import { expect, test } from 'vitest';
import type { SessionKind } from '../../src/core/session/session-kind.ts';
import { createLastSeen } from '../../src/http/context/last-seen.ts';
import { at, noon, sampleSession, sampleUser } from '../support/stores/samples.ts';

const MINUTE = 60_000;
const user = {
  ...sampleUser(),
  managedBy: null,
  timeZone: null,
  email: '',
  isEmailVerified: true,
  lastLogin: null,
  mustChangePassword: false,
  securityVersion: 1,
};

/** When a session that was opened at noon is noted, of the moments that it is seen at. */
function notedOf(kind: SessionKind, seenAtMs: readonly number[]): readonly number[] {
  const lastSeen = createLastSeen(MINUTE);
  const session = sampleSession(user.id, { kind, createdAt: noon, lastSeenAt: noon });
  return seenAtMs.filter((ms) => {
    lastSeen.note({ session, user }, at(ms), '203.0.113.7');
    return lastSeen.take().length > 0;
  });
}

test('what a person opened is noted once a minute', () => {
  for (const kind of ['cookie', 'jwt'] as const) {
    expect(notedOf(kind, [0, 1, MINUTE - 1, MINUTE, MINUTE + 1, 2 * MINUTE])).toEqual([MINUTE, 2 * MINUTE]);
  }
});

test('the first use of a program’s token is noted at once, and then once a minute', () => {
  for (const kind of ['api-token', 'personal-token'] as const) {
    expect(notedOf(kind, [5, 6, MINUTE, MINUTE + 4, MINUTE + 5])).toEqual([5, MINUTE + 5]);
  }
});
