import type { AuthenticationBackend, BackendAnswer } from '../user/authentication-backend.ts';
import type { User } from '../user/user.ts';
import type { Dependencies } from './dependencies.ts';

export const PASSWORD_BACKEND = 'password';

/**
 * Proves identities by the password in our own database. Always exactly one verification, for an unknown user too;
 * a right password in an old format or at another cost is hashed anew, unless it changed meanwhile.
 */
export function createPasswordBackend(
  deps: Pick<Dependencies, 'users' | 'passwordHasher'>,
): AuthenticationBackend {
  async function authenticate(credentials: {
    readonly known: User | null;
    readonly password: string;
  }): Promise<BackendAnswer> {
    const found = credentials.known;
    const stored = found?.passwordHash ?? null;
    const verdict = await deps.passwordHasher.verify(credentials.password, stored);
    if (!found || stored === null || !verdict.matches || !found.isActive) {
      return { outcome: 'unknown', userId: found?.id ?? null };
    }
    if (!verdict.mustUpdate) return { outcome: 'proved', user: found };
    const passwordHash = await deps.passwordHasher.hash(credentials.password);
    const replaced = await deps.users.replacePasswordHash(found.id, stored, passwordHash);
    return { outcome: 'proved', user: replaced ? { ...found, passwordHash } : found, upgraded: replaced };
  }
  return { name: PASSWORD_BACKEND, authenticate };
}
