import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { isSameText, isWeakSalt, randomSalt, readCount, type WritingFormat } from './password-format.ts';

const derive = promisify(pbkdf2);

/** Some two seconds; Django 6.0 writes 1 200 000. */
const MOST_ITERATIONS = 10_000_000;

const DIGESTS = { pbkdf2_sha256: ['sha256', 32], pbkdf2_sha1: ['sha1', 20] } as const;

/**
 * PBKDF2 with HMAC-SHA-256 or HMAC-SHA-1 (RFC 8018): `algorithm$iterations$salt$base64`. HMAC fills short keys up with
 * zeros, so NULs at the end of a password do not count here; they do once it is rewritten.
 */
export function createPbkdf2Format(algorithm: keyof typeof DIGESTS, iterations: number): WritingFormat {
  if (!(iterations >= 1 && iterations <= MOST_ITERATIONS)) {
    throw new RangeError(`The PBKDF2 iterations must be from 1 to ${MOST_ITERATIONS}.`);
  }
  const [digest, bytes] = DIGESTS[algorithm];
  const hash = async (password: Buffer, salt: string, count: number) =>
    (await derive(password, salt, count, bytes, digest)).toString('base64');
  return {
    algorithm,
    async write(password) {
      const salt = randomSalt();
      return `${algorithm}$${iterations}$${salt}$${await hash(password, salt, iterations)}`;
    },
    read(encoded) {
      const [, countText, salt, stored = '', ...more] = encoded.split('$');
      const count = readCount(countText);
      const isShaped = salt && stored.length === 4 * Math.ceil(bytes / 3) && more.length === 0;
      if (!isShaped || !count || count > MOST_ITERATIONS) return undefined;
      return {
        isCurrent: count === iterations && !isWeakSalt([...salt].length),
        matches: async (password) => isSameText(await hash(password, salt, count), stored),
        harden: count < iterations ? (password) => hash(password, salt, iterations - count) : undefined,
      };
    },
  };
}
