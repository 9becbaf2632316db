import { createHash } from 'node:crypto';
import { isSameText, type PasswordFormat, type WritingFormat } from './password-format.ts';

/** Each step doubles the work: 12 takes a quarter of a second, 16 four. */
const MOST_ROUNDS = 16;
const LEAST_ROUNDS = 4;
const SETTING_LENGTH = '$2b$12$'.length + 22;

const SHAPE = /^\$\$2[aby]\$([0-9]{2})\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/;

/** Bcrypt over the SHA-256 of the password in hexadecimal, so that every byte counts: `bcrypt_sha256$$2b$12$…`. */
export function createBcryptSha256Format(rounds: number): WritingFormat {
  if (!(rounds >= LEAST_ROUNDS && rounds <= MOST_ROUNDS)) {
    throw new RangeError(`The bcrypt rounds must be from ${LEAST_ROUNDS} to ${MOST_ROUNDS}.`);
  }
  const prepare = (password: Buffer) => Buffer.from(createHash('sha256').update(password).digest('hex'));
  return {
    algorithm: 'bcrypt_sha256',
    write: async (password) => `bcrypt_sha256$${await hash(prepare(password), rounds)}`,
    read: (encoded) => read(encoded.slice('bcrypt_sha256'.length), rounds, prepare),
  };
}

/** Bcrypt over the password itself: only read, since bytes after the 72nd do not count. */
export function createBcryptFormat(rounds: number): PasswordFormat {
  const prepare = (password: Buffer) => password;
  return { algorithm: 'bcrypt', read: (encoded) => read(encoded.slice('bcrypt'.length), rounds, prepare) };
}

function read(encoded: string, rounds: number, prepare: (password: Buffer) => Buffer) {
  const [, roundsText = '', salt, checksum = ''] = SHAPE.exec(encoded) ?? [];
  const count = Number(roundsText);
  if (!salt || count < LEAST_ROUNDS || count > MOST_ROUNDS) return undefined;
  // 2a, 2b and 2y differ in bugs of old libraries with longer keys than ours; the library here knows 2a and 2b.
  const hashAgain = (password: Buffer) => hash(prepare(password), `$2b$${roundsText}$${salt}`);
  return {
    isCurrent: count === rounds,
    matches: async (password: Buffer) =>
      isSameText((await hashAgain(password)).slice(SETTING_LENGTH), checksum),
    harden:
      count < rounds
        ? (password: Buffer) => repeat(2 ** (rounds - count) - 1, () => hashAgain(password))
        : undefined,
  };
}

/** The library is loaded with the first such password: most sites have none. */
async function hash(password: Buffer, saltOrRounds: string | number): Promise<string> {
  const { default: bcrypt } = await import('bcrypt');
  return bcrypt.hash(password, saltOrRounds);
}

async function repeat(times: number, work: () => Promise<unknown>): Promise<void> {
  for (let left = times; left > 0; left -= 1) await work();
}
