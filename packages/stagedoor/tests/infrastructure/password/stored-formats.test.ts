import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPasswordHasher } from '../../../src/infrastructure/password/password-hasher.ts';
import { storedVectors } from './stored-vectors.ts';

const cheap = { memoryCostKib: 16, timeCost: 1, iterations: 10, rounds: 4, scryptCost: 16 };
const NO = { matches: false, mustUpdate: false };
const UPGRADE = { matches: true, mustUpdate: true };
const CURRENT = { matches: true, mustUpdate: false };

const vector = (name: string) => {
  const found = storedVectors.find((one) => one.name === name);
  if (!found) throw new Error(`No vector ${name}`);
  return found;
};
const PASSWORD = 'correct horse battery';

describe('a password stored by Django', () => {
  const hasher = createPasswordHasher(cheap);

  it.each(storedVectors)('matches and asks to be rewritten: $name', async ({ password, encoded }) => {
    expect(await hasher.verify(password, encoded)).toEqual(UPGRADE);
  });

  it.each(storedVectors)('does not match anything else: $name', async ({ password, encoded }) => {
    expect(await hasher.verify(`x${password}`, encoded)).toEqual(NO);
    expect(await hasher.verify(password, `${encoded}A`)).toEqual(NO);
    expect(await hasher.verify(password, ` ${encoded}`)).toEqual(NO);
    expect(await hasher.verify(password, `${encoded}\n`)).toEqual(NO);
  });

  it('is cut at 72 bytes by raw bcrypt, as it was when it was stored', async () => {
    const { encoded } = vector('bcrypt long');
    expect(await hasher.verify('ä'.repeat(36), encoded)).toEqual(UPGRADE);
    expect(await hasher.verify('ä'.repeat(36) + 'x'.repeat(300), encoded)).toEqual(UPGRADE);
    expect(await hasher.verify('ä'.repeat(36) + 'x'.repeat(300), encoded.replace('$2b$', '$2a$'))).toEqual(
      UPGRADE,
    );
    expect(await hasher.verify('ä'.repeat(35), encoded)).toEqual(NO);
  });

  it.each(['argon2 plain', 'bcrypt plain', 'bcrypt_sha256 plain', 'md5 plain', 'sha1 plain'])(
    'is not the same with a NUL at its end: %s',
    async (name) => {
      const { encoded } = vector(name);
      expect(await hasher.verify(`${PASSWORD}\0`, encoded)).toEqual(NO);
      expect(await hasher.verify(`${PASSWORD}\0x`, encoded)).toEqual(NO);
    },
  );

  it('is not taken as UTF-8 of another password where the salt has other letters', async () => {
    const { encoded, password } = vector('pbkdf2_sha256 with a salt of words');
    expect(await hasher.verify(password, encoded.normalize('NFD'))).toEqual(NO);
  });
});

describe('what is written', () => {
  it('is Argon2id at the cost of the security standard, in the e-mails of Django', async () => {
    const encoded = await createPasswordHasher().hash(PASSWORD);
    expect(encoded).toMatch(
      /^argon2\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{30}\$[A-Za-z0-9+/]{43}$/,
    );
    const salt = Buffer.from(encoded.split('$')[4] ?? '', 'base64').toString();
    expect(salt).toMatch(/^[A-Za-z0-9]{22}$/);
  });

  it.each([
    ['pbkdf2_sha256', /^pbkdf2_sha256\$10\$[A-Za-z0-9]{22}\$[A-Za-z0-9+/]{43}=$/],
    ['bcrypt_sha256', /^bcrypt_sha256\$\$2b\$04\$[./A-Za-z0-9]{53}$/],
    ['scrypt', /^scrypt\$16\$[A-Za-z0-9]{22}\$8\$5\$[A-Za-z0-9+/]{86}==$/],
  ] as const)('has the shape of %s where that is preferred', async (preferred, shape) => {
    expect(await createPasswordHasher({ ...cheap, preferred }).hash(PASSWORD)).toMatch(shape);
  });

  it.each([
    { memoryCostKib: 4 },
    { memoryCostKib: 2 ** 21 },
    { timeCost: 0 },
    { parallelism: 65, memoryCostKib: 2 ** 20 },
    { iterations: 0 },
    { iterations: 1e10 },
    { rounds: 3 },
    { rounds: 31 },
    { scryptCost: 1000 },
    { scryptCost: 2 ** 18 },
    { timeCost: Number.NaN },
  ])('cannot be configured to %o', (costs) => {
    expect(() => createPasswordHasher(costs)).toThrow(RangeError);
  });
});

describe('a stored password asks to be rewritten', () => {
  const costs = { memoryCostKib: 64, timeCost: 2, parallelism: 2, iterations: 50, rounds: 5, scryptCost: 32 };

  it.each([
    ['argon2', { memoryCostKib: 63 }],
    ['argon2', { memoryCostKib: 65 }],
    ['argon2', { timeCost: 1 }],
    ['argon2', { timeCost: 3 }],
    ['argon2', { parallelism: 1 }],
    ['argon2', { parallelism: 3 }],
    ['pbkdf2_sha256', { iterations: 49 }],
    ['pbkdf2_sha256', { iterations: 51 }],
    ['bcrypt_sha256', { rounds: 4 }],
    ['bcrypt_sha256', { rounds: 6 }],
    ['scrypt', { scryptCost: 16 }],
    ['scrypt', { scryptCost: 64 }],
  ] as const)('by %s when it was written with %o: dearer or cheaper', async (preferred, changed) => {
    const encoded = await createPasswordHasher({ ...costs, ...changed, preferred }).hash(PASSWORD);
    const hasher = createPasswordHasher({ ...costs, preferred });
    expect(await hasher.verify(PASSWORD, encoded)).toEqual(UPGRADE);
    expect(await hasher.verify(PASSWORD, await hasher.hash(PASSWORD))).toEqual(CURRENT);
  });

  it.each([
    ['argon2', 'pbkdf2_sha256'],
    ['pbkdf2_sha256', 'bcrypt_sha256'],
    ['bcrypt_sha256', 'argon2'],
  ] as const)('when it was written by %s and %s is preferred', async (stored, preferred) => {
    const encoded = await createPasswordHasher({ ...costs, preferred: stored }).hash(PASSWORD);
    expect(await createPasswordHasher({ ...costs, preferred }).verify(PASSWORD, encoded)).toEqual(UPGRADE);
  });

  it('for its salt alone, when that has fewer than 128 bits by Django’s measure', async () => {
    const { encoded } = vector('argon2id from elsewhere with a salt of 16 bytes');
    const same = createPasswordHasher({ memoryCostKib: 128, timeCost: 2, parallelism: 1 });
    expect(await same.verify(PASSWORD, encoded)).toEqual(UPGRADE);
    const longEnough = vector('argon2id version 19 hash of 32').encoded;
    expect(await same.verify(PASSWORD, longEnough)).toEqual(CURRENT);

    const short = vector('pbkdf2_sha256 of Django 2 with its short salt').encoded;
    const django2 = createPasswordHasher({ preferred: 'pbkdf2_sha256', iterations: 120_000 });
    expect(await django2.verify(PASSWORD, short)).toEqual(UPGRADE);
    const django3 = createPasswordHasher({ preferred: 'pbkdf2_sha256', iterations: 260_000 });
    expect(await django3.verify(PASSWORD, vector('pbkdf2_sha256 of Django 3.2').encoded)).toEqual(CURRENT);
  });

  it('for its kind, its version and the length of its hash', async () => {
    const same = createPasswordHasher({ memoryCostKib: 128, timeCost: 2, parallelism: 1 });
    for (const name of [
      'argon2i version 19 hash of 32',
      'argon2id version 16 hash of 32',
      'argon2id version 19 hash of 16',
    ]) {
      expect(await same.verify(PASSWORD, vector(name).encoded)).toEqual(UPGRADE);
    }
  });

  it('not when it was written by Django with the scrypt costs that are ours', async () => {
    const scrypt = createPasswordHasher({ preferred: 'scrypt' });
    expect(await scrypt.verify(PASSWORD, vector('scrypt of Django, parallelism 5').encoded)).toEqual(CURRENT);
    expect(await scrypt.verify(PASSWORD, vector('scrypt of Django, parallelism 1').encoded)).toEqual(UPGRADE);
  });
});

describe('a damaged stored password', () => {
  const hasher = createPasswordHasher(cheap);
  const anyVector = fc.constantFrom(...storedVectors.filter(({ name }) => !name.includes('of Django')));

  it('never throws and never lets another password in, wherever a character is lost or changed', async () => {
    // Digits are left out: a digit more is a hundred times the work, and the limits have a test of their own.
    const damage = fc.constantFrom('', '$', '=', '/', 'A', 'z', ' ', '\0', 'é', '\ud800');
    await fc.assert(
      fc.asyncProperty(anyVector, fc.nat(), damage, async ({ encoded, password }, at, text) => {
        const index = at % encoded.length;
        const damaged = encoded.slice(0, index) + text + encoded.slice(index + 1);
        expect(await hasher.verify(`x${password}`, damaged)).toEqual(NO);
        expect(typeof (await hasher.verify(password, damaged)).matches).toBe('boolean');
      }),
      { numRuns: 400 },
    );
  });

  it('never throws and never matches, whatever stands between the dollars', async () => {
    const algorithm = fc.constantFrom(
      'argon2',
      'pbkdf2_sha256',
      'pbkdf2_sha1',
      'bcrypt',
      'bcrypt_sha256',
      'scrypt',
      'md5',
      'sha1',
    );
    const piece = fc.oneof(
      fc.constantFrom(
        '',
        '0',
        '1',
        '-1',
        '04',
        '1e3',
        '16',
        '2b',
        '$2b$04',
        'v=19',
        'v=17',
        'm=16,t=1,p=1',
        'm=8,t=0,p=1',
        'argon2id',
      ),
      fc.string({ maxLength: 50 }),
      fc.base64String({ maxLength: 90 }),
    );
    await fc.assert(
      fc.asyncProperty(algorithm, fc.array(piece, { maxLength: 7 }), async (name, pieces) => {
        expect(await hasher.verify(PASSWORD, [name, ...pieces].join('$'))).toEqual(NO);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an absurdly costly stored password', () => {
  const base64 = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');
  const argon2 = (costs: string) => `argon2$argon2id$v=19$${costs}$${base64(15)}$${base64(33)}`;
  const salt = 'saltsaltsaltsaltsaltsa';

  it.each([
    ['a thousand million passes', argon2('m=8,t=1000000000,p=1')],
    ['64 GiB', argon2('m=67108864,t=1,p=1')],
    ['4 GiB-passes and one more', argon2('m=1048576,t=5,p=1')],
    ['more lanes than memory', argon2('m=8,t=1,p=2')],
    ['255 lanes', argon2('m=65536,t=1,p=255')],
    ['no passes', argon2('m=8,t=0,p=1')],
    ['costs beyond 32 bits', argon2('m=99999999999999999999,t=1,p=1')],
    ['costs given twice', argon2('m=8,t=1,t=1')],
    ['negative iterations', `pbkdf2_sha256$-1$${salt}$${base64(32)}`],
    ['no iterations', `pbkdf2_sha256$0$${salt}$${base64(32)}`],
    ['iterations with a zero before', `pbkdf2_sha256$010$${salt}$${base64(32)}`],
    ['10 000 000 000 iterations', `pbkdf2_sha256$10000000000$${salt}$${base64(32)}`],
    ['10 000 001 iterations', `pbkdf2_sha1$10000001$${salt}$${base64(20)}`],
    ['bcrypt at cost 31', `bcrypt$$2b$31$${'a'.repeat(53)}`],
    ['bcrypt at cost 17', `bcrypt_sha256$$2b$17$${'a'.repeat(53)}`],
    ['bcrypt at cost 3', `bcrypt$$2b$03$${'a'.repeat(53)}`],
    ['bcrypt of an unknown kind', `bcrypt$$2x$04$${'a'.repeat(53)}`],
    ['scrypt with 2 GiB', `scrypt$2097152$${salt}$8$1$${base64(64)}`],
    ['scrypt with a thousand million lanes', `scrypt$2$${salt}$1$1000000000$${base64(64)}`],
    ['scrypt with a cost that is no power of two', `scrypt$1000$${salt}$8$1$${base64(64)}`],
    ['scrypt with the cost 1', `scrypt$1$${salt}$8$1$${base64(64)}`],
    ['scrypt with a cost beyond its blocks', `scrypt$65536$${salt}$1$1$${base64(64)}`],
  ])('costs one run of the preferred algorithm and does not match: %s', async (_name, encoded) => {
    const work: string[] = [];
    const hasher = createPasswordHasher({ ...cheap, onWork: (algorithm) => work.push(algorithm) });
    expect(await hasher.verify(PASSWORD, encoded)).toEqual(NO);
    expect(work).toEqual(['argon2']);
  });

  it.each([
    ['scrypt at its smallest', `scrypt$2$${salt}$1$1$${base64(64)}`],
    ['scrypt with many lanes', `scrypt$2$${salt}$1$4000$${base64(64)}`],
    ['scrypt at the edge of its blocks', `scrypt$32768$${salt}$1$1$${base64(64)}`],
    ['argon2 with 64 lanes', argon2('m=512,t=1,p=64')],
    ['argon2 in another order', argon2('t=1,p=1,m=8')],
    ['pbkdf2 with one iteration', `pbkdf2_sha256$1$s$${base64(32)}`],
  ])('is not one that the algorithms can bear: %s', async (_name, encoded) => {
    const work: string[] = [];
    const hasher = createPasswordHasher({ ...cheap, onWork: (algorithm) => work.push(algorithm) });
    expect(await hasher.verify(PASSWORD, encoded)).toEqual(NO);
    expect(work).toEqual([encoded.split('$')[0]]);
  });
});
