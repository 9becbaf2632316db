import { canonicalEmail } from '../kernel/email.ts';
import type { FieldProblem } from '../kernel/errors.ts';
import type { User } from './user.ts';

export const USERNAME_MAX_LENGTH = 150;
const ALLOWED = /^[\p{L}\p{N}_.@+-]+$/u;
const LATIN = /\p{Script=Latin}/u;
const LOOK_ALIKE_SCRIPT = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Cherokee}\p{Script=Armenian}]/u;

/** A username as it is stored: NFKC-normalised and trimmed. */
export function normalizeUsername(typed: string): string {
  return typed.normalize('NFKC').trim();
}

/**
 * The form that usernames are compared in: letter case and compatibility forms make no second name.
 */
export function canonicalUsername(typed: string): string {
  // Down, up and down again: the capital sharp s only becomes `ss` by way of the small one.
  return normalizeUsername(normalizeUsername(typed).toLowerCase().toUpperCase().toLowerCase());
}

/** What a typed name is looked for by; null for what no database holds as text, which is nobody's name. */
export function usernameKeyOf(typed: string): string | null {
  const key = canonicalUsername(typed);
  return key === '' || key.includes('\0') || !key.isWellFormed() ? null : key;
}

/**
 * What is wrong with a new username. One with an `@` must be the user's own address: `ownEmail`, `''` for none.
 */
export function checkUsername(typed: string, ownEmail: string): FieldProblem[] {
  const problems = checkUsernameForm(typed);
  if (problems.length > 0 || !typed.normalize('NFKC').includes('@')) return problems;
  const own = canonicalEmail(ownEmail);
  const isOwn = own !== null && canonicalEmail(normalizeUsername(typed)) === own;
  return isOwn ? [] : [{ code: 'username_is_an_email' }];
}

/** What is wrong with the letters of a username. Latin ones are not mixed with scripts that look like them. */
export function checkUsernameForm(typed: string): FieldProblem[] {
  const username = normalizeUsername(typed);
  if (username === '') return [{ code: 'blank' }];
  if (username.length > 2 * USERNAME_MAX_LENGTH || [...username].length > USERNAME_MAX_LENGTH) {
    return [{ code: 'max_length', params: { max_length: USERNAME_MAX_LENGTH } }];
  }
  if (!ALLOWED.test(username)) return [{ code: 'username_invalid' }];
  if (LATIN.test(username) && LOOK_ALIKE_SCRIPT.test(username)) return [{ code: 'username_mixed_scripts' }];
  return [];
}

/** The one address that may be the user's name: the primary, once it is proved; `''` for none. */
export function provedAddress({ email, isEmailVerified }: Pick<User, 'email' | 'isEmailVerified'>): string {
  return isEmailVerified ? email : '';
}
