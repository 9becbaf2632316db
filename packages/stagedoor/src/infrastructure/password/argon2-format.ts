import { timingSafeEqual } from 'node:crypto';
import { hashRaw, type Options } from '@node-rs/argon2';
import {
  isWeakSalt,
  randomSalt,
  readCount,
  type StoredPassword,
  type WritingFormat,
} from './password-format.ts';

export interface Argon2Costs {
  readonly memoryCostKib: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

const ALGORITHMS = { argon2d: 0, argon2i: 1, argon2id: 2 } as const;
/** Text without `v=` is of the first version, 0x10. */
const VERSIONS = { '16': 0, '19': 1 } as const;
const HASH_BYTES = 32;

/** Beyond these a stored text is not a password but an attack or an accident; the last is memory times passes. */
const MOST_MEMORY_KIB = 2 ** 20;
const MOST_PARALLELISM = 64;
const MOST_WORK_KIB = 2 ** 22;

const SHAPE =
  /^argon2\$(argon2d|argon2i|argon2id)(?:\$v=(16|19))?\$([mtp=,0-9]{11,40})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Argon2 (RFC 9106) behind `argon2`: writes argon2id, reads all three kinds in both versions. */
export function createArgon2Format(costs: Argon2Costs): WritingFormat {
  if (!isBearable(costs)) throw new RangeError('The Argon2 costs are too low or too high to be run.');
  const written = { ...nativeCosts(costs), algorithm: ALGORITHMS.argon2id, version: VERSIONS[19] };
  const costText = `m=${costs.memoryCostKib},t=${costs.timeCost},p=${costs.parallelism}`;
  return {
    algorithm: 'argon2',
    async write(password) {
      const salt = Buffer.from(randomSalt(), 'latin1');
      const hash = await hashRaw(password, { ...written, salt, outputLen: HASH_BYTES });
      return `argon2$argon2id$v=19$${costText}$${unpadded(salt)}$${unpadded(hash)}`;
    },
    read: (encoded) => read(encoded, written),
  };
}

function read(encoded: string, written: Options): StoredPassword | undefined {
  const [, kind, version = '16', costText, saltText, hashText] = SHAPE.exec(encoded) ?? [];
  const [costs, salt, hash] = [readCosts(costText), readBase64(saltText), readBase64(hashText)];
  if (!costs || !salt || !hash || !isBearable(costs) || !isFitSize(salt, hash)) return undefined;
  const options: Options = {
    ...nativeCosts(costs),
    algorithm: ALGORITHMS[kind as keyof typeof ALGORITHMS],
    version: VERSIONS[version as keyof typeof VERSIONS],
  };
  return {
    isCurrent: isSameWork(options, written) && hash.length === HASH_BYTES && !isWeakSalt(salt.length),
    async matches(password) {
      return timingSafeEqual(await hashRaw(password, { ...options, salt, outputLen: hash.length }), hash);
    },
  };
}

/** `m=19456,t=2,p=1`; some libraries write the three in another order. */
function readCosts(text: string | undefined): Argon2Costs | undefined {
  const found = new Map(text?.split(',').map((part) => [part.slice(0, 2), readCount(part.slice(2))]));
  const [memoryCostKib, timeCost, parallelism] = [found.get('m='), found.get('t='), found.get('p=')];
  if (found.size !== 3 || !memoryCostKib || !timeCost || !parallelism) return undefined;
  return { memoryCostKib, timeCost, parallelism };
}

function isBearable({ memoryCostKib, timeCost, parallelism }: Argon2Costs): boolean {
  const isEnough = timeCost >= 1 && parallelism >= 1 && memoryCostKib >= 8 * parallelism;
  const isWithinLimits = memoryCostKib <= MOST_MEMORY_KIB && parallelism <= MOST_PARALLELISM;
  return isEnough && isWithinLimits && memoryCostKib * timeCost <= MOST_WORK_KIB;
}

function isFitSize(salt: Buffer, hash: Buffer): boolean {
  return salt.length >= 8 && hash.length >= 16 && hash.length <= 64;
}

function isSameWork(one: Options, other: Options): boolean {
  const names = ['memoryCost', 'timeCost', 'parallelism', 'algorithm', 'version'] as const;
  return names.every((name) => one[name] === other[name]);
}

function nativeCosts({ memoryCostKib, timeCost, parallelism }: Argon2Costs): Options {
  return { memoryCost: memoryCostKib, timeCost, parallelism };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** Bytes of base64 without padding; undefined unless it is just what encoding them gives. */
function readBase64(text: string | undefined): Buffer | undefined {
  const bytes = Buffer.from(text ?? '', 'base64');
  return bytes.length > 0 && unpadded(bytes) === text ? bytes : undefined;
}
