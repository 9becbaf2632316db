import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSealer, SealBroken } from '../../../src/infrastructure/crypto/sealer.ts';
import { naughtyTexts } from '../../support/stores/samples.ts';

const secret = (): string => randomBytes(32).toString('base64url');

test.each([...naughtyTexts, 'nul \u0000 inside', 'x'.repeat(100_000)])('opens what it sealed: %j', (text) => {
  const sealer = createSealer([secret()]);
  const sealed = sealer.seal('job', text);
  expect(sealed).toMatch(/^v1\.[\w-]{8}\.[\w-]+$/);
  expect(sealer.open('job', sealed)).toBe(text);
});

test('seals the same text differently each time', () => {
  const sealer = createSealer([secret()]);
  expect(sealer.seal('job', 'text')).not.toBe(sealer.seal('job', 'text'));
});

test('opens for the same purpose only', () => {
  const sealer = createSealer([secret()]);
  expect(() => sealer.open('session-data', sealer.seal('job', 'text'))).toThrow(SealBroken);
});

test('opens under an earlier key and seals under the current one', () => {
  const [old, current] = [secret(), secret()];
  const sealedBefore = createSealer([old]).seal('job', 'text');
  const rotated = createSealer([current, old]);
  expect(rotated.open('job', sealedBefore)).toBe('text');
  const sealedAfter = rotated.seal('job', 'text');
  expect(createSealer([current]).open('job', sealedAfter)).toBe('text');
  expect(() => createSealer([old]).open('job', sealedAfter)).toThrow(SealBroken);
});

test('opens nothing of which a single character was changed', () => {
  const sealer = createSealer([secret()]);
  const sealed = sealer.seal('job', 'a secret');
  for (let index = 0; index < sealed.length; index += 1) {
    const other = sealed[index] === 'A' ? 'B' : 'A';
    const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
    // The last character of base64url may hold unused bits; those say nothing.
    if (Buffer.from(changed, 'utf8').equals(Buffer.from(sealed)) || sameBody(changed, sealed)) continue;
    expect(() => sealer.open('job', changed)).toThrow(SealBroken);
  }
});

test.each(['', 'v1', 'v1.', 'v1.x.', 'v1..', 'v2.aaaaaaaa.AAAA', '....', 'plain text', 'v1.aaaaaaaa.AAAA'])(
  'opens nothing that is no seal: %j',
  (text) => {
    expect(() => createSealer([secret()]).open('job', text)).toThrow(SealBroken);
  },
);

test('opens no seal that was cut short', () => {
  const sealer = createSealer([secret()]);
  const sealed = sealer.seal('job', 'x');
  for (let length = 0; length < sealed.length - 1; length += 1) {
    expect(() => sealer.open('job', sealed.slice(0, length))).toThrow(SealBroken);
  }
});

test('refuses a secret that is too short to be one', () => {
  expect(() => createSealer(['short'])).toThrow(TypeError);
});

function sameBody(one: string, other: string): boolean {
  const parts = (text: string) => [
    text.slice(0, 12),
    Buffer.from(text.slice(12), 'base64url').toString('hex'),
  ];
  return JSON.stringify(parts(one)) === JSON.stringify(parts(other));
}
