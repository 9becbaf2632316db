import { randomBytes, randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { generateKey } from '../../src/config/generated-secrets.ts';
import { weaknessOf } from '../../src/config/secret-strength.ts';

const asKey = (bytes: Uint8Array) => `${Buffer.from(bytes).toString('base64url')}=`;

describe('a secret that can be guessed is refused', () => {
  test.each([
    ['short', 'hunter2', /at least 32 bytes/],
    ['digits in a row', '12345678901234567890123456789012', /guessed/],
    ['digits downwards', '98765432109876543210987654321098', /guessed/],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyz0123456789', /guessed/],
    ['the alphabet downwards, in capitals', 'ZYXWVUTSRQPONMLKJIHGFEDCBA987654', /guessed/],
    ['every second e-mail', 'acegikmoqsuwyacegikmoqsuwy02468024', /guessed/],
    ['one character', 'a'.repeat(64), /guessed/],
    ['a short text again and again', 'Tr0ub4dor&3'.repeat(5), /guessed/],
    ['a repeated text and a rest', `${'k3Y!'.repeat(12)}x9`, /guessed/],
    ['a text and its repetition in capitals', 'v8kq2mzr1w5V8KQ2MZR1W5v8kq2mzr1w5', /guessed/],
    ['few different characters', '0110100111010110101001011010010110', /guessed/],
    ['rows of the keyboard', 'qwertyuiopasdfghjklzxcvbnm1234567890', /guessed/],
    ['rows of a French keyboard, backwards', 'poiuytrezamlkjhgfdsqnbvcxw098765', /guessed/],
    ['columns of the keyboard', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p', /guessed/],
    ['the row of digits with shift', '!@#$%^&*()!@#$%^&*()!@#$%^&*()!@', /guessed/],
    ['change me', 'changeme-4f9a1c7e2b8d6035-4f9a1c7e2b8d6035', /placeholder/],
    ['change it', 'CHANGE_THIS_9k2LmQ8vX3wZ7rT1yU5iO0pA', /placeholder/],
    ['Django’s own', 'django-insecure-#x!7k2m9v4b6n1q8w3e5r7t9y1u3i5o7p9', /placeholder/],
    ['an example', 'your-256-bit-secret-9f8e7d6c5b4a3210', /placeholder/],
    ['a zeroed key', asKey(new Uint8Array(32)), /guessed/],
    ['a key of bytes in a row', asKey(Uint8Array.from({ length: 32 }, (_, index) => index)), /guessed/],
    ['a key of typed digits', asKey(Buffer.from('12345678901234567890123456789012')), /guessed/],
    ['a key of typed words', asKey(Buffer.from('change-me-please-this-is-a-key-!')), /placeholder/],
  ])('%s', (_, secret, words) => expect(weaknessOf(secret)).toMatch(words));
});

describe('a random secret is never refused', () => {
  test.each([
    ['as generate_key prints it', () => generateKey()],
    ['32 hexadecimal digits', () => randomBytes(16).toString('hex')],
    ['64 hexadecimal digits', () => randomBytes(32).toString('hex')],
    ['base64', () => randomBytes(32).toString('base64')],
    ['40 digits', () => Array.from({ length: 40 }, () => randomInt(10)).join('')],
    ['50 characters as Django makes them', djangoKey],
  ])('%s', (_, make) => {
    for (let round = 0; round < 2_000; round += 1) {
      const secret = make();
      expect(weaknessOf(secret), secret).toBeNull();
    }
  });
});

/** `get_random_secret_key` of Django: 50 of these. */
function djangoKey(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)';
  return Array.from({ length: 50 }, () => letters[randomInt(letters.length)]).join('');
}
