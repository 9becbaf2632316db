import { randomInt } from 'node:crypto';

/** What comparing a typed password with a stored one has found. */
export interface PasswordVerdict {
  readonly matches: boolean;
  /** Only ever true beside `matches`: hash the typed password anew and save it. */
  readonly mustUpdate: boolean;
}

/**
 * Turns passwords into what the password column holds, and compares.
 *
 * All refuse with `AccountsError` `busy` when more work waits than the machine can do soon.
 */
export interface PasswordHasher {
  /**
   * Does what must be done before a hash, with a place in the line kept for that hash meanwhile. Where the line is full
   * nothing of it is done: an attempt whose password nobody will look at costs no write.
   */
  withPlace<Result>(prepare: () => Promise<Result>): Promise<Result>;
  /** Encodes a new password: at most 128 characters of text, salted, never the same twice. */
  hash(password: string): Promise<string>;
  /**
   * Compares a typed password with the stored text, exactly as typed. Null (nobody has that name), unusable, unknown,
   * malformed and absurdly costly stored text costs one run of the preferred algorithm and answers `matches: false`;
   * bad stored data never throws.
   */
  verify(password: string, encoded: string | null): Promise<PasswordVerdict>;
}

const UNUSABLE_MARK = '!';
const UNUSABLE_RANDOM_LENGTH = 40;
const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Whether the account may log in by password at all: false only for text that starts with `!`. */
export function isUsablePassword(encoded: string | null): boolean {
  return !encoded?.startsWith(UNUSABLE_MARK);
}

/** What the password column holds for an account without a password: no password ever matches it. */
export function makeUnusablePassword(): string {
  let encoded = UNUSABLE_MARK;
  for (let index = 0; index < UNUSABLE_RANDOM_LENGTH; index += 1) {
    encoded += LETTERS_AND_DIGITS[randomInt(LETTERS_AND_DIGITS.length)];
  }
  return encoded;
}
