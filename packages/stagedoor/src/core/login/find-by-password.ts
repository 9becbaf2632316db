import { AccountsError } from '../kernel/errors.ts';
import type { Principal } from '../session/session.ts';
import { findPasswordPrincipal } from './find-password-principal.ts';
import type { PasswordProof } from './log-in.ts';

/** The same, where a wrong password is nobody's as any other wrong credential is. */
export async function findByPassword(
  deps: Parameters<typeof findPasswordPrincipal>[0],
  input: PasswordProof,
): Promise<Principal | null> {
  try {
    return await findPasswordPrincipal(deps, input);
  } catch (error) {
    if (error instanceof AccountsError && error.refusal.code === 'invalid-credentials') return null;
    throw error;
  }
}
