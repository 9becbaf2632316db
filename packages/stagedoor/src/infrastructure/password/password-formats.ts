import { createArgon2Format } from './argon2-format.ts';
import { createBcryptFormat, createBcryptSha256Format } from './bcrypt-format.ts';
import { createDigestFormat } from './digest-format.ts';
import type { PasswordFormat, StoredPassword, WritingFormat } from './password-format.ts';
import { createPbkdf2Format } from './pbkdf2-format.ts';
import { createScryptFormat } from './scrypt-format.ts';

export type PreferredAlgorithm = 'argon2' | 'pbkdf2_sha256' | 'bcrypt_sha256' | 'scrypt';

/** What each algorithm is written with, and what a stored password is held against. */
export interface HashCosts {
  /** Argon2id: 19456 KiB, 2 passes, 1 lane by default (ASVS V11.4.2). */
  readonly memoryCostKib: number;
  readonly timeCost: number;
  readonly parallelism: number;
  /** PBKDF2: 1200000 by default, as Django 6.0. */
  readonly iterations: number;
  /** Bcrypt: 12 by default; each step more doubles the work. */
  readonly rounds: number;
  /** Scrypt's N, a power of two: 16384 by default, with r=8 and p=5, as Django 5.1 and later. */
  readonly scryptCost: number;
}

const defaultCosts: HashCosts = {
  memoryCostKib: 19_456,
  timeCost: 2,
  parallelism: 1,
  iterations: 1_200_000,
  rounds: 12,
  scryptCost: 2 ** 14,
};

/** The password column holds 128 characters; nothing much longer is worth a look. */
const LONGEST_ENCODED = 512;
/** The only stored form without a `$`: 32 hexadecimal characters. */
const WITHOUT_ALGORITHM = 'md5';

export interface FoundPassword {
  readonly format: PasswordFormat;
  readonly stored: StoredPassword;
}

export interface PasswordFormats {
  readonly writing: Readonly<Record<PreferredAlgorithm, WritingFormat>>;
  /** Undefined for null, unusable, unknown, malformed and absurdly costly text. */
  find(encoded: string | null): FoundPassword | undefined;
}

/** Every format that Django writes, told from one another by what stands before the first `$`. */
export function createPasswordFormats(changedCosts: Partial<HashCosts>): PasswordFormats {
  const costs = { ...defaultCosts, ...changedCosts };
  const writing = {
    argon2: createArgon2Format(costs),
    pbkdf2_sha256: createPbkdf2Format('pbkdf2_sha256', costs.iterations),
    bcrypt_sha256: createBcryptSha256Format(costs.rounds),
    scrypt: createScryptFormat({ cost: costs.scryptCost, blockSize: 8, parallelization: 5 }),
  };
  const all: PasswordFormat[] = [
    ...Object.values(writing),
    createPbkdf2Format('pbkdf2_sha1', costs.iterations),
    createBcryptFormat(costs.rounds),
    createDigestFormat('md5'),
    createDigestFormat('sha1'),
  ];
  const byAlgorithm = new Map(all.map((format) => [format.algorithm, format]));
  return {
    writing,
    find(encoded) {
      if (encoded === null || encoded.length > LONGEST_ENCODED) return undefined;
      const end = encoded.indexOf('$');
      const format = byAlgorithm.get(end < 0 ? WITHOUT_ALGORITHM : encoded.slice(0, end));
      const stored = format?.read(encoded);
      return format && stored && { format, stored };
    },
  };
}
