import type { FieldProblem } from '../kernel/errors.ts';

/** A class of characters, in any script, that a policy may ask for. */
export type RequiredCharacter = 'letter' | 'upper' | 'lower' | 'digit';

const classes: Readonly<Record<RequiredCharacter, { pattern: RegExp; code: string }>> = {
  letter: { pattern: /\p{L}/u, code: 'password_no_letter' },
  upper: { pattern: /\p{Lu}/u, code: 'password_no_upper' },
  lower: { pattern: /\p{Ll}/u, code: 'password_no_lower' },
  digit: { pattern: /\p{Nd}/u, code: 'password_no_digit' },
};

/** One problem for each class that does not occur, in the order asked. */
export function characterProblems(password: string, asked: readonly RequiredCharacter[]): FieldProblem[] {
  return asked
    .filter((name) => !classes[name].pattern.test(password))
    .map((name) => ({ code: classes[name].code }));
}

/**
 * Digits as Unicode has them: decimal ones of every script, and those that are superscript, subscript, circled or in
 * ancient numerals (Numeric_Type=Digit, Unicode 14), as Python's `isdigit` counts.
 */
const ENTIRELY_DIGITS =
  /^[\p{Nd}\u{b2}\u{b3}\u{b9}\u{1369}-\u{1371}\u{19da}\u{2070}\u{2074}-\u{2079}\u{2080}-\u{2089}\u{2460}-\u{2468}\u{2474}-\u{247c}\u{2488}-\u{2490}\u{24ea}\u{24f5}-\u{24fd}\u{24ff}\u{2776}-\u{277e}\u{2780}-\u{2788}\u{278a}-\u{2792}\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}]+$/u;

export function isEntirelyNumeric(password: string): boolean {
  return ENTIRELY_DIGITS.test(password);
}
