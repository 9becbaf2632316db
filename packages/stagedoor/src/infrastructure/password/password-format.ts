import { randomInt, timingSafeEqual } from 'node:crypto';

/** One way of writing passwords down. Passwords come as UTF-8 bytes, exactly as typed. */
export interface PasswordFormat {
  /** What stands before the first `$`. */
  readonly algorithm: string;
  /** So quick that a wrong password would show the account to exist; the hasher adds a run of the preferred one. */
  readonly isNearlyFree?: boolean;
  /** Undefined for text that is malformed or asks for absurd work. Does no hashing. */
  read(encoded: string): StoredPassword | undefined;
}

/** A format that new passwords may be written in. */
export interface WritingFormat extends PasswordFormat {
  write(password: Buffer): Promise<string>;
}

export interface StoredPassword {
  /** Hashes and compares in constant time. */
  matches(password: Buffer): Promise<boolean>;
  /** Whether this format would write it with the same costs, up or down, and with as good a salt. */
  readonly isCurrent: boolean;
  /** Does the work that current costs would have taken beyond these, after a wrong password. Absent if there is none. */
  readonly harden?: ((password: Buffer) => Promise<unknown>) | undefined;
}

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const SALT_LENGTH = 22;
const SALT_BITS = 128;

/** A salt as Django writes it: 22 letters and digits, 131 bits. */
export function randomSalt(): string {
  let salt = '';
  while (salt.length < SALT_LENGTH) salt += LETTERS_AND_DIGITS[randomInt(LETTERS_AND_DIGITS.length)];
  return salt;
}

/** Django's measure of a salt: as if each of its characters were a random letter or digit. */
export function isWeakSalt(length: number): boolean {
  return length * Math.log2(LETTERS_AND_DIGITS.length) < SALT_BITS;
}

/** Compares two texts in a time that does not depend on where they differ. */
export function isSameText(one: string, other: string): boolean {
  const [oneBytes, otherBytes] = [Buffer.from(one), Buffer.from(other)];
  return oneBytes.length === otherBytes.length && timingSafeEqual(oneBytes, otherBytes);
}

/** A decimal number as Django prints it, or undefined: no sign, no leading zero, at most 10 digits. */
export function readCount(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9][0-9]{0,9}$/.test(text) ? Number(text) : undefined;
}
