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

/** Scrypt (RFC 7914) in Django's order: `scrypt$cost$salt$blockSize$parallelization$base64`. */
export function createScryptFormat(costs: ScryptCosts): WritingFormat {
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

/** Undefined unless the cost is a power of two above 1 that scrypt takes, and the work bearable. */
function readCosts(costText?: string, blockText?: string, parallelText?: string): ScryptCosts | undefined {
  const [cost, blockSize, parallelization] = [costText, blockText, parallelText].map(readCount);
  if (!cost || !blockSize || !parallelization) return undefined;
  const isPowerOfTwo = cost > 1 && Number.isInteger(Math.log2(cost)) && Math.log2(cost) < 16 * blockSize;
  const isBearable = cost * blockSize * parallelization <= MOST_WORK;
  return isPowerOfTwo && isBearable ? { cost, blockSize, parallelization } : undefined;
}

function isSameWork(one: ScryptCosts, other: ScryptCosts): boolean {
  return (
    one.cost === other.cost &&
    one.blockSize === other.blockSize &&
    one.parallelization === other.parallelization
  );
}
