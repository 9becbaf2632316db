import { describe, expect, test } from 'vitest';
import {
  hashSecret,
  randomApiTokenKey,
  randomFamilyKey,
  randomLinkKey,
  randomPersonalTokenText,
  randomPublicId,
  randomSessionKey,
  randomTokenId,
} from '../../../src/core/kernel/secret-value.ts';
import { sessionKeyHash } from '../../../src/core/session/session-key-hash.ts';

const MANY = 5_000;

describe.each([
  { what: 'a session key', make: randomSessionKey, form: /^[a-z0-9]{32}$/, letters: 36 },
  { what: 'a link key', make: randomLinkKey, form: /^[A-Za-z0-9]{43}$/, letters: 62 },
  { what: 'an API token', make: randomApiTokenKey, form: /^[0-9a-f]{40}$/, letters: 16 },
  { what: 'the key of a token family', make: randomFamilyKey, form: /^[0-9a-f]{32}$/, letters: 16 },
  { what: 'a personal token', make: randomPersonalTokenText, form: /^[A-Za-z0-9]{40}$/, letters: 62 },
])('$what', ({ make, form, letters }) => {
  const made = Array.from({ length: MANY }, make);

  test('has its form, and 128 random bits at least (ASVS V7.2.3)', () => {
    expect(made.filter((text) => !form.test(text))).toEqual([]);
    expect((made[0]?.length ?? 0) * Math.log2(letters)).toBeGreaterThanOrEqual(128);
  });

  test('never comes twice, and no e-mail of it is likelier than another', () => {
    expect(new Set(made).size).toBe(MANY);
    const counts = new Map<string, number>();
    for (const letter of made.join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    const expected = (MANY * (made[0]?.length ?? 0)) / letters;
    expect(counts.size).toBe(letters);
    // Six standard deviations: by chance alone it fails once in many millions of runs.
    const most = 6 * Math.sqrt(expected);
    expect([...counts].filter(([, count]) => Math.abs(count - expected) > most)).toEqual([]);
  });
});

test('ids are never given twice either', () => {
  for (const make of [randomPublicId, randomTokenId] as (() => unknown)[]) {
    expect(new Set(Array.from({ length: MANY }, make)).size).toBe(MANY);
  }
});

test('what is stored of a secret depends on what it is for', () => {
  const key = randomSessionKey();
  const hashes = ['session', 'jwt', 'api-token', 'personal-token', 'password-reset', ''].map((purpose) =>
    hashSecret(purpose, key),
  );
  expect(new Set(hashes).size).toBe(hashes.length);
  const ofKinds = (['cookie', 'jwt', 'api-token', 'personal-token'] as const).map((kind) =>
    sessionKeyHash(kind, key),
  );
  expect(new Set(ofKinds).size).toBe(ofKinds.length);
});
