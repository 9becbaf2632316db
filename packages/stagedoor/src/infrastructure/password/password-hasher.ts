import { availableParallelism } from 'node:os';
import { PlainError } from '../../core/kernel/plain-error.ts';
import type { PasswordHasher, PasswordVerdict } from '../../core/password/password-hasher.ts';
import { longestPasswordBytes } from '../../core/password/password-policy.ts';
import { createHashQueue, type HashLoad, type HashQueueLimits } from './hash-queue.ts';
import {
  createPasswordFormats,
  type FoundPassword,
  type HashCosts,
  type PreferredAlgorithm,
} from './password-formats.ts';

/** Everything has a default; tests lower the costs. */
export interface PasswordHasherOptions extends Partial<HashCosts> {
  /** What new passwords are written with, `argon2` by default. All others are read, and ask to be rewritten. */
  readonly preferred?: PreferredAlgorithm;
  /** How many hashes run at once and how many wait; {@link defaultQueueLimits} by default. */
  readonly queue?: HashQueueLimits;
  /** Told of each run of an algorithm, so that equal work can be shown. */
  readonly onWork?: (algorithm: string) => void;
}

/** A hasher that says how busy it is. */
export interface MeasuredPasswordHasher extends PasswordHasher {
  load(): HashLoad;
}

const NO: PasswordVerdict = { matches: false, mustUpdate: false };
const NOTHING = Buffer.alloc(0);
const LIBUV_THREADS = 4;
const WAITING_PER_CORE = 8;

/**
 * The hasher for every format that Django writes. Argon2id writes; what matches in any other form or at any other cost
 * asks to be rewritten. All work goes through one bounded line (ASVS V15.2.2).
 *
 * @example
 * const hasher = createPasswordHasher();
 * const encoded = await hasher.hash('correct horse battery'); // argon2$argon2id$v=19$m=19456,t=2,p=1$…
 * await hasher.verify('correct horse battery', encoded); // { matches: true, mustUpdate: false }
 */
export function createPasswordHasher(options: PasswordHasherOptions = {}): MeasuredPasswordHasher {
  const { preferred: algorithm = 'argon2', queue: limits = defaultQueueLimits(), onWork, ...costs } = options;
  const formats = createPasswordFormats(costs);
  const preferred = formats.writing[algorithm];
  const queue = createHashQueue(limits);

  function write(password: Buffer): Promise<string> {
    onWork?.(algorithm);
    return preferred.write(password);
  }

  async function compare(password: Buffer, { format, stored }: FoundPassword): Promise<PasswordVerdict> {
    onWork?.(format.algorithm);
    const isCurrent = format === preferred && stored.isCurrent;
    if (await stored.matches(password)) return { matches: true, mustUpdate: !isCurrent };
    // As Django's harden_runtime: weaker costs of the same algorithm are made up for; across algorithms only what is nearly free.
    if (format === preferred && stored.harden) {
      onWork?.(algorithm);
      await stored.harden(password);
    }
    if (format.isNearlyFree) await write(password);
    return NO;
  }

  return {
    load: () => queue.load(),
    withPlace: (prepare) => queue.withPlace(prepare),
    async hash(password) {
      const bytes = bytesOf(password);
      if (!bytes) throw new PlainError(`A password must be text of at most ${longestPasswordBytes} bytes.`);
      return queue.run(() => write(bytes));
    },
    async verify(password, encoded) {
      const bytes = bytesOf(password);
      const found = bytes && formats.find(encoded);
      if (found) return queue.run(() => compare(bytes, found));
      await queue.run(() => write(bytes ?? NOTHING));
      return NO;
    },
  };
}

/**
 * As many at once as there are cores, and eight times as many waiting; but never the last thread of libuv's pool, so
 * that files and name look-ups stay quick meanwhile. Beyond three cores raise `UV_THREADPOOL_SIZE`.
 */
export function defaultQueueLimits(): HashQueueLimits {
  const cores = availableParallelism();
  const threads = Number(process.env.UV_THREADPOOL_SIZE) || LIBUV_THREADS;
  return { running: Math.max(1, Math.min(cores, threads - 1)), waiting: WAITING_PER_CORE * cores };
}

/**
 * The UTF-8 of a password as typed: no trimming, no normalising. Undefined for what can be nobody's password: more bytes
 * than are ever hashed, or half a surrogate pair, which UTF-8 would turn into the same sign as any other.
 */
function bytesOf(password: string): Buffer | undefined {
  if (password.length > longestPasswordBytes || !password.isWellFormed()) return undefined;
  const bytes = Buffer.from(password);
  return bytes.length > longestPasswordBytes ? undefined : bytes;
}
