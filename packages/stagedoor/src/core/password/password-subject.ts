/** Whose password it is: what a guesser would try first. Empty and absent values are skipped. */
export interface PasswordSubject {
  readonly username?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly email?: string | null;
}

export type PasswordSubjectAttribute = keyof PasswordSubject;

/** A value as it is compared: lower-case, and its pieces between anything that is not a letter, a digit or `_`. */
export function piecesOf(value: string): { readonly whole: string; readonly pieces: readonly string[] } {
  const whole = value.toLowerCase();
  return { whole, pieces: whole.split(/[^\p{L}\p{N}_]+/u) };
}
