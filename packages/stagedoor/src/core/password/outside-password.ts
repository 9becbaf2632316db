import { isUsablePassword } from './password-hasher.ts';

const OUTSIDE_MARK = '!outside:';

/**
 * The password column of a user whom an outside system looks after: it names the back end that made the user, and the
 * only one that logs them in unless the site lets others. No password matches it (Django's unusable password: it starts with `!`).
 */
export function outsidePassword(backend: string): string {
  return `${OUTSIDE_MARK}${backend}`;
}

/** Whether an outside system looks after the user: such a user has no password here, gets none and needs none. */
export function isOutsidePassword(encoded: string): boolean {
  return encoded.startsWith(OUTSIDE_MARK);
}

/** The back end that looks after the user; null for none. */
export function outsideBackendOf(encoded: string): string | null {
  return isOutsidePassword(encoded) ? encoded.slice(OUTSIDE_MARK.length) : null;
}

/** Where the user's password is kept, for pages that lead to its change: here, nowhere, or in another system. */
export function passwordPlace(encoded: string): 'here' | 'none' | 'elsewhere' {
  if (isOutsidePassword(encoded)) return 'elsewhere';
  return isUsablePassword(encoded) ? 'here' : 'none';
}
