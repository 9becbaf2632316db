import { fieldRefusal } from '../kernel/errors.ts';
import type { Dependencies } from './dependencies.ts';

/** A password that somebody chose, and the field that they chose it in. */
export interface ChosenPassword {
  readonly field: string;
  readonly password: string;
}

/**
 * Hashes a new password, unless others know it: one that was in a breach is the first that is tried. Whoever may not be asked in time
 * (or at all) holds nobody up. Outside of any transaction.
 *
 * @throws AccountsError `invalid-input` at the field (`password_breached`); `busy`
 * @see https://pages.nist.gov/800-63-4/sp800-63b.html (section 3.1.1.2)
 */
export async function hashChosenPassword(
  { passwordHasher, breachedPasswords }: Pick<Dependencies, 'passwordHasher' | 'breachedPasswords'>,
  { field, password }: ChosenPassword,
): Promise<string> {
  if (await breachedPasswords.have(password)) throw fieldRefusal(field, 'password_breached');
  return await passwordHasher.hash(password);
}
