import { type ScryptOptions, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { isSameText, isWeakSalt, randomSalt, readCount, type WritingFormat } from './password-format.ts';

const derive = promisify(scrypt) as (
  password: Buffer,
  salt: string,
  length: number,
  options: ScryptOptions,
) => Promise<Buffer>;

export interface ScryptCosts {
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
}

const HASH_BYTES = 64;
const HASH_TEXT_LENGTH = 88;
/** Cost times block size times parallelization; Django writes 655 360, and this is some three seconds. */
const MOST_WORK = 2 ** 23;

/**
 * Scrypt (RFC 7914) in Django's order: `scrypt$cost$salt$blockSize$parallelization$base64`. As in PBKDF2,
 * which it is built on, NULs at the end of a password do not count.
 */
export function createScryptFormat(costs: ScryptCosts): WritingFormat {
  if (!isBearable(costs)) throw new RangeError('The scrypt cost must be a power of two from 2 to 131072.');
  const { cost, blockSize, parallelization } = costs;
  return {
    algorithm: 'scrypt',
    async write(password) {
      const salt = randomSalt();
      return `scrypt$${cost}$${salt}$${blockSize}$${parallelization}$${await hash(password, salt, costs)}`;
    },
    read(encoded) {
      const [, costText, salt, blockText, parallelText, stored = '', ...more] = encoded.split('$');
      const found = readCosts(costText, blockText, parallelText);
      if (!found || !salt || stored.length !== HASH_TEXT_LENGTH || more.length > 0) return undefined;
      return {
        isCurrent: isSameWork(found, costs) && !isWeakSalt([...salt].length),
        matches: async (password) => isSameText(await hash(password, salt, found), stored),
      };
    },
  };
}

async function hash(password: Buffer, salt: string, costs: ScryptCosts): Promise<string> {
  const { cost, blockSize, parallelization } = costs;
  // What OpenSSL counts: the table, the blocks and two blocks to work in.
  const maxmem = 128 * blockSize * (cost + parallelization + 2);
  return (await derive(password, salt, HASH_BYTES, { cost, blockSize, parallelization, maxmem })).toString(
    'base64',
  );
}

function readCosts(...texts: (string | undefined)[]): ScryptCosts | undefined {
  const [cost, blockSize, parallelization] = texts.map(readCount);
  if (!cost || !blockSize || !parallelization) return undefined;
  const costs = { cost, blockSize, parallelization };
  return isBearable(costs) ? costs : undefined;
}

/** Scrypt takes powers of two above 1 as the cost, and below 2 to the power of 16 times the block size. */
function isBearable({ cost, blockSize, parallelization }: ScryptCosts): boolean {
  const power = Math.log2(cost);
  const isPower = cost > 1 && Number.isInteger(power) && power < 16 * blockSize;
  return isPower && cost * blockSize * parallelization <= MOST_WORK;
}

function isSameWork(one: ScryptCosts, other: ScryptCosts): boolean {
  return (
    one.cost === other.cost &&
    one.blockSize === other.blockSize &&
    one.parallelization === other.parallelization
  );
}
