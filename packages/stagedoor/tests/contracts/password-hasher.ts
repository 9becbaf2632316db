import { describe, expect, it } from 'vitest';
import { PlainError } from '../../src/core/kernel/plain-error.ts';
import { makeUnusablePassword, type PasswordHasher } from '../../src/core/password/password-hasher.ts';

const NO = { matches: false, mustUpdate: false };
const YES = { matches: true, mustUpdate: false };

const passwords: readonly (readonly [string, string])[] = [
  ['the empty password', ''],
  ['spaces at both ends', '  correct horse \t'],
  ['NUL and $', 'a$b\0c$'],
  ['many scripts', 'пароль 密码 مرور 🗝️'],
  ['a composed accent', 'caf\u00e9'],
  ['a decomposed accent', 'cafe\u0301'],
  ['4096 bytes', 'ä'.repeat(2048)],
];

/** What every {@link PasswordHasher} keeps to. `create` makes one that hashes cheaply. */
export function describePasswordHasher(name: string, create: () => PasswordHasher): void {
  describe(`the password hasher ${name}`, () => {
    const hasher = create();

    it.each(passwords)('knows %s again, exactly as typed', async (_name, password) => {
      const encoded = await hasher.hash(password);
      expect(encoded.length).toBeLessThanOrEqual(128);
      expect(await hasher.verify(password, encoded)).toEqual(YES);
      for (const other of [`${password} `, ` ${password}`, `${password}x`, `\0${password}x`]) {
        expect(await hasher.verify(other, encoded)).toEqual(NO);
      }
    });

    it.each([
      ['in another case', 'Correct Horse', 'correct horse'],
      ['trimmed', ' correct horse ', 'correct horse'],
      ['normalised', 'caf\u00e9', 'cafe\u0301'],
      ['cut at a NUL', 'correct\0horse', 'correct'],
      ['changed at byte 73', `${'x'.repeat(72)}a`, `${'x'.repeat(72)}b`],
      ['changed at the last of 4096 bytes', `${'x'.repeat(4095)}a`, `${'x'.repeat(4095)}b`],
      ['cut by one of 1000 characters', 'm'.repeat(1000), 'm'.repeat(999)],
    ])('does not take a password %s', async (_name, password, other) => {
      expect(await hasher.verify(other, await hasher.hash(password))).toEqual(NO);
    });

    it('never writes the same text twice', async () => {
      const made = await Promise.all(Array.from({ length: 8 }, () => hasher.hash('correct horse')));
      expect(new Set(made).size).toBe(made.length);
    });

    it.each([
      null,
      '',
      '!',
      makeUnusablePassword(),
      'gibberish',
      'rot13$salt$hash',
      '$',
      '$$$$$$',
      'argon2',
      'argon2$',
      'pbkdf2_sha256$$$',
      'constructor$a$b',
      '__proto__$a$b',
      'x'.repeat(100_000),
    ])('answers no to %j without an error', async (encoded) => {
      expect(await hasher.verify('correct horse', encoded)).toEqual(NO);
      expect(await hasher.verify('', encoded)).toEqual(NO);
    });

    it.each([
      ['more than 4096 bytes', 'x'.repeat(4097)],
      ['more than 4096 bytes in fewer characters', 'ä'.repeat(2049)],
      ['a megabyte', 'x'.repeat(1_000_000)],
      ['half a surrogate pair', 'x\ud800'],
    ])('neither stores nor knows %s', async (_name, password) => {
      await expect(hasher.hash(password)).rejects.toThrow(PlainError);
      const stored = await hasher.hash(Buffer.from(password).subarray(0, 4096).toString());
      expect(await hasher.verify(password, stored)).toEqual(NO);
    });
  });
}
