import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import bcrypt from 'bcrypt';
import { describe, expect, it, vi } from 'vitest';
import { AccountsError } from '../../../src/core/kernel/errors.ts';
import { makeUnusablePassword } from '../../../src/core/password/password-hasher.ts';
import {
  createPasswordHasher,
  defaultQueueLimits,
  type PasswordHasherOptions,
} from '../../../src/infrastructure/password/password-hasher.ts';
import { storedVectors } from './stored-vectors.ts';

const cheap = { memoryCostKib: 16, timeCost: 1, iterations: 10, rounds: 4, scryptCost: 16 };
const PASSWORD = 'correct horse battery';

function createCounted(options: PasswordHasherOptions = {}) {
  const work: string[] = [];
  const hasher = createPasswordHasher({ ...cheap, ...options, onWork: (algorithm) => work.push(algorithm) });
  const workOf = async (password: string, encoded: string | null) => {
    work.length = 0;
    await hasher.verify(password, encoded);
    return [...work];
  };
  return { hasher, workOf };
}

describe('a failed log-in', () => {
  it('costs one run of the preferred algorithm, whoever is or is not behind it', async () => {
    const { hasher, workOf } = createCounted();
    const known = await hasher.hash(PASSWORD);
    const one = ['argon2'];
    expect(await workOf('wrong', known)).toEqual(one);
    expect(await workOf(PASSWORD, known)).toEqual(one);
    expect(await workOf(PASSWORD, null)).toEqual(one);
    expect(await workOf(PASSWORD, makeUnusablePassword())).toEqual(one);
    expect(await workOf(PASSWORD, 'gibberish')).toEqual(one);
    expect(await workOf('', '')).toEqual(one);
    expect(await workOf('x'.repeat(5000), known)).toEqual(one);
    expect(await workOf('\ud800', known)).toEqual(one);
  });

  it.each(['md5 plain', 'sha1 plain', 'bare md5 plain', 'unsalted md5 plain', 'unsalted sha1 plain'])(
    'adds a run of the preferred algorithm to what is nearly free: %s',
    async (name) => {
      const { workOf } = createCounted();
      const encoded = storedVectors.find((one) => one.name === name)?.encoded ?? null;
      expect(await workOf('wrong', encoded)).toEqual([expect.stringMatching(/^(md5|sha1)$/), 'argon2']);
      expect(await workOf(PASSWORD, encoded)).toHaveLength(1);
    },
  );

  it.each(['pbkdf2_sha256', 'bcrypt_sha256', 'argon2', 'scrypt'] as const)(
    'runs what is preferred, when that is %s, for nobody too',
    async (preferred) => {
      const { workOf } = createCounted({ preferred });
      expect(await workOf(PASSWORD, null)).toEqual([preferred]);
    },
  );
});

describe('500 log-ins at once', () => {
  const limits = { running: 2, waiting: 16 };
  const outcome = (error: unknown) => (error instanceof AccountsError ? error.refusal.code : error);

  it.each([
    ['of somebody', PASSWORD],
    ['of nobody', null],
  ])('are hashed as far as there is room and refused as busy beyond: %s', async (_name, owner) => {
    const { hasher } = createCounted({ queue: limits });
    const encoded = owner === null ? null : await hasher.hash(owner);
    const answers = await Promise.all(
      Array.from({ length: 500 }, () =>
        hasher.verify(PASSWORD, encoded).then(({ matches }) => matches, outcome),
      ),
    );
    expect(answers.filter((answer) => answer === (owner !== null))).toHaveLength(18);
    expect(answers.filter((answer) => answer === 'busy')).toHaveLength(482);
  });

  it('leave a thread for files', async () => {
    const { running, waiting } = defaultQueueLimits();
    const cores = availableParallelism();
    expect({ running, waiting }).toEqual({ running: Math.min(cores, 3), waiting: 8 * cores });

    const hasher = createPasswordHasher({
      memoryCostKib: 65_536,
      timeCost: 4,
      queue: { running: 3, waiting: 8 },
    });
    let finished = 0;
    const hashes = Array.from({ length: 3 }, () => hasher.hash(PASSWORD).then(() => (finished += 1)));
    await readFile(new URL(import.meta.url));
    expect(finished).toBe(0);
    await Promise.all(hashes);
  });

  it.each([
    ['1', 1],
    ['2', 1],
    ['64', availableParallelism()],
    ['nonsense', Math.min(availableParallelism(), 3)],
  ])('fit a thread pool of %s', (size, running) => {
    const before = process.env.UV_THREADPOOL_SIZE;
    process.env.UV_THREADPOOL_SIZE = size;
    try {
      expect(defaultQueueLimits().running).toBe(running);
    } finally {
      if (before === undefined) delete process.env.UV_THREADPOOL_SIZE;
      else process.env.UV_THREADPOOL_SIZE = before;
    }
  });
});

describe('a wrong password against other costs of the preferred algorithm', () => {
  const costs = { iterations: 100, rounds: 5 };

  it.each([
    ['pbkdf2_sha256', { iterations: 99 }],
    ['bcrypt_sha256', { rounds: 4 }],
  ] as const)('is made up for by %s when they were %o, which is cheaper', async (preferred, old) => {
    const { hasher } = createCounted({ ...costs, ...old, preferred });
    const encoded = await hasher.hash(PASSWORD);
    const { workOf } = createCounted({ ...costs, preferred });
    expect(await workOf('wrong', encoded)).toEqual([preferred, preferred]);
    expect(await workOf(PASSWORD, encoded)).toEqual([preferred]);
  });

  it.each([
    ['pbkdf2_sha256', { iterations: 101 }],
    ['bcrypt_sha256', { rounds: 6 }],
    ['argon2', { memoryCostKib: 8 }],
    ['scrypt', { scryptCost: 8 }],
  ] as const)('is left alone by %s when they were %o', async (preferred, old) => {
    const { hasher } = createCounted({ ...costs, ...old, preferred });
    const encoded = await hasher.hash(PASSWORD);
    expect(await createCounted({ ...costs, preferred }).workOf('wrong', encoded)).toEqual([preferred]);
  });

  it('is left alone when the algorithm is another', async () => {
    const { hasher } = createCounted({ iterations: 10, preferred: 'pbkdf2_sha256' });
    const { workOf } = createCounted({ iterations: 100 });
    expect(await workOf('wrong', await hasher.hash(PASSWORD))).toEqual(['pbkdf2_sha256']);
  });

  it('adds as many runs of bcrypt as are missing', async () => {
    const runs = vi.spyOn(bcrypt, 'hash');
    const old = await createPasswordHasher({ preferred: 'bcrypt_sha256', rounds: 4 }).hash(PASSWORD);
    runs.mockClear();
    await createPasswordHasher({ preferred: 'bcrypt_sha256', rounds: 7 }).verify('wrong', old);
    expect(runs).toHaveBeenCalledTimes(2 ** 3);
    runs.mockRestore();
  });
});
