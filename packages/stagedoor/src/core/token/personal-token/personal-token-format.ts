import { randomPersonalTokenText } from '../../kernel/secret-value.ts';

/** What scanners for leaked secrets look for; followed by 40 random letters and digits and a checksum of six. */
export const PERSONAL_TOKEN_PREFIX = 'sdp_';
const FORM = /^sdp_[A-Za-z0-9]{46}$/;
const CHECKSUM_LENGTH = 6;
const HINT_LENGTH = 8;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A new personal access token: prefix, 238 random bits, and a checksum, so that a find can be told from noise offline. */
export function makePersonalToken(): string {
  const body = PERSONAL_TOKEN_PREFIX + randomPersonalTokenText();
  return body + checksum(body);
}

/** Whether a text was once made by `makePersonalToken`, by its shape alone; asks no database. */
export function isPersonalToken(text: string): boolean {
  return FORM.test(text) && checksum(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH);
}

/** What its owner recognises it by; too short to guess the rest from. */
export function hintOf(token: string): string {
  return token.slice(0, HINT_LENGTH);
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    text = (ALPHABET[rest % ALPHABET.length] ?? '') + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return text;
}

/** CRC-32 (IEEE 802.3), bit by bit: fifty characters do not need a table. */
function crc32(text: string): number {
  let remainder = 0xff_ff_ff_ff;
  for (const byte of Buffer.from(text)) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      remainder = remainder & 1 ? (remainder >>> 1) ^ 0xed_b8_83_20 : remainder >>> 1;
    }
  }
  return ~remainder >>> 0;
}
