import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../src/core/kernel/json-value.ts';
import { refreshFault, userIdIn } from '../../../../src/core/token/jwt/claims.ts';

const names = { userId: 'user_id' };

describe('whose token it is', () => {
  test.each([
    [7, 7],
    ['7', 7],
    [9_007_199_254_740_991, 9_007_199_254_740_991],
    ['9007199254740991', 9_007_199_254_740_991],
  ])('is the user that %j names', (claim, userId) => {
    expect(userIdIn({ user_id: claim }, names)).toBe(userId);
  });

  test.each([
    undefined,
    null,
    0,
    -1,
    1.5,
    1e308,
    2 ** 53,
    true,
    '',
    '0',
    '07',
    '+7',
    '-7',
    '7.0',
    '7 ',
    '0x7',
    '1e3',
    '٧',
    '9007199254740992',
    'ana',
    [7],
    { id: 7 },
  ] as (JsonValue | undefined)[])('is nobody where the claim is %j', (claim) => {
    expect(userIdIn(claim === undefined ? {} : { user_id: claim }, names)).toBeNull();
  });

  test('is never read from a prototype', () => {
    expect(userIdIn({}, { userId: 'constructor' })).toBeNull();
    expect(userIdIn(JSON.parse('{"__proto__":{"user_id":7}}'), names)).toBeNull();
  });
});

describe('a sliding token', () => {
  const now = new Date('2026-03-02T09:00:00.000Z');
  const seconds = now.getTime() / 1_000;

  test('can be exchanged until its refresh_exp, to the moment', () => {
    const faultAt = (end: JsonValue, leewaySeconds = 0) =>
      refreshFault({ refresh_exp: end }, { leewaySeconds }, now);
    expect(faultAt(seconds + 1)).toBeNull();
    expect(faultAt(seconds)).toBe('refresh-expired');
    expect(faultAt(seconds - 29, 30)).toBeNull();
    expect(faultAt(seconds - 30, 30)).toBe('refresh-expired');
  });

  test.each([undefined, null, '4102444800', 4_102_444_800.5, -1, 1e308, [], true] as (
    | JsonValue
    | undefined
  )[])('cannot where it is %j', (end) => {
    const claims: JsonObject = end === undefined ? {} : { refresh_exp: end };
    expect(refreshFault(claims, { leewaySeconds: 0 }, now)).toBe('no-refresh-expiry');
  });
});
