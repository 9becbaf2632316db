import { expect, test } from 'vitest';
import type { TotpKey } from '../../../src/core/second-factor/totp-device.ts';
import { timeCodes } from '../../../src/infrastructure/crypto/time-codes.ts';

const at = (seconds: number) => new Date(seconds * 1_000);

/** RFC 6238, appendix B: the key is `12345678901234567890`. */
const rfcKey: TotpKey = { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', digits: 8, periodSeconds: 30 };

test.each([
  [59, '94287082', 1],
  [1_111_111_109, '07081804', 37_037_036],
  [1_111_111_111, '14050471', 37_037_037],
  [1_234_567_890, '89005924', 41_152_263],
  [2_000_000_000, '69279037', 66_666_666],
  [20_000_000_000, '65353130', 666_666_666],
])('knows the code of second %i as RFC 6238 does', (second, code, step) => {
  expect(timeCodes.stepOf(rfcKey, code, at(second))).toBe(step);
});

/** RFC 4226, appendix D: the same key, six digits, the counters from 0 on. */
const hotp = [
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
];
const sixDigits: TotpKey = { ...rfcKey, digits: 6 };

test('knows the codes of RFC 4226 by their steps', () => {
  const steps = hotp.map((code, step) => timeCodes.stepOf(sixDigits, code, at(step * 30)));
  expect(steps).toEqual(hotp.map((_, step) => step));
});

test('takes the code of the step before and of the one after, and no other', () => {
  const now = at(5 * 30 + 10);
  const known = hotp.map((code) => timeCodes.stepOf(sixDigits, code, now));
  expect(known).toEqual([null, null, null, null, 4, 5, 6, null, null, null]);
});

test('takes a code with spaces, and nothing that is no code', () => {
  const step = (text: string) => timeCodes.stepOf(sixDigits, text, at(30));
  expect(step(' 287 082 ')).toBe(1);
  for (const text of ['', '28708', '2870820', '28708a', '２８７０８２', '-87082', '2.7082', 'NaN'])
    expect(step(text)).toBeNull();
});

test('makes keys of 160 bits, each another, and an address that says whose they are', () => {
  const keys = Array.from({ length: 50 }, () => timeCodes.newKey());
  expect(new Set(keys.map(({ secret }) => secret)).size).toBe(50);
  for (const { secret } of keys) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const uri = new URL(timeCodes.uriOf(sixDigits, { issuer: 'Árbol & Sons', account: 'ana:b@mail.example' }));
  expect(uri.href).toMatch(/^otpauth:\/\/totp\//);
  expect(uri.searchParams.get('issuer')).toBe('Árbol & Sons');
  expect(uri.searchParams.get('secret')).toBe(sixDigits.secret);
  expect(decodeURIComponent(uri.pathname)).toBe('/Árbol & Sons:ana:b@mail.example');
});
