import { createPasswordHasher } from '../../src/infrastructure/password/password-hasher.ts';
import { describePasswordHasher } from './password-hasher.ts';

const cheap = { memoryCostKib: 16, timeCost: 1, iterations: 10, rounds: 4, scryptCost: 16 };

for (const preferred of ['argon2', 'pbkdf2_sha256', 'bcrypt_sha256', 'scrypt'] as const) {
  describePasswordHasher(`that prefers ${preferred}`, () => createPasswordHasher({ ...cheap, preferred }));
}
