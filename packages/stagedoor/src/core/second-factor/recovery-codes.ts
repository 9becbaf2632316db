import { randomInt, scrypt } from 'node:crypto';

const COUNT = 10;
/** Without what is taken for something else: 0 and O, 1, I and L, U and V. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTWXYZ';
const GROUPS = 3;
const GROUP_LENGTH = 4;
/** Of about 58 bits, so each guess at a stolen hash costs some milliseconds. */
const COST = { N: 2 ** 12, r: 8, p: 1 };
const HASH_BYTES = 32;

/** A new set for a user. */
export interface RecoveryCodeSet {
  /** As their owner writes them down: `XXXX-XXXX-XXXX`. */
  readonly codes: readonly string[];
  /** What is stored of them. */
  readonly hashes: readonly string[];
}

export async function newRecoveryCodes(userId: number): Promise<RecoveryCodeSet> {
  const codes = Array.from({ length: COUNT }, newCode);
  const hashes: string[] = [];
  // One after the other: ten at once would take all threads that others' passwords wait for.
  for (const code of codes) hashes.push(await hashRecoveryCode(userId, code));
  return { codes, hashes };
}

/** What is stored of one, however it is typed: without dashes, in small letters, with spaces. The same code of another user has another hash. */
export async function hashRecoveryCode(userId: number, code: string): Promise<string> {
  const hash = await derive(canonical(code), `recovery-code ${userId}`);
  return hash.toString('base64url');
}

function derive(code: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code, salt, HASH_BYTES, COST, (fault, hash) => (fault === null ? resolve(hash) : reject(fault)));
  });
}

function newCode(): string {
  return Array.from({ length: GROUPS }, newGroup).join('-');
}

function newGroup(): string {
  return Array.from({ length: GROUP_LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
}

function canonical(code: string): string {
  return code.toUpperCase().replaceAll(/[\s-]/g, '');
}
