import { describe, expect, it } from 'vitest';
import { isUsablePassword, makeUnusablePassword } from '../../../src/core/password/password-hasher.ts';

describe('an unusable password', () => {
  it('is an exclamation mark and 40 random letters and digits', () => {
    const made = new Set(Array.from({ length: 100 }, makeUnusablePassword));
    expect(made.size).toBe(100);
    for (const encoded of made) expect(encoded).toMatch(/^![A-Za-z0-9]{40}$/);
  });

  it.each([
    ['!', false],
    [makeUnusablePassword(), false],
    ['!$argon2id$', false],
    ['', true],
    [null, true],
    ['gibberish', true],
    [' !', true],
  ])('is told by its first character alone: %j is usable: %s', (encoded, isUsable) => {
    expect(isUsablePassword(encoded)).toBe(isUsable);
  });
});
