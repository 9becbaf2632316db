import type { FieldProblem } from '../kernel/errors.ts';
import type { CommonPasswords } from './common-passwords.ts';
import { characterProblems, isEntirelyNumeric, type RequiredCharacter } from './password-characters.ts';
import { contextWordIn, wordsOf } from './password-context.ts';
import { similarAttribute } from './password-similarity.ts';
import { type PasswordSubject, type PasswordSubjectAttribute, piecesOf } from './password-subject.ts';

export type { PasswordSubject } from './password-subject.ts';

/** No setting allows a shorter password (ASVS V6.2.1). */
export const shortestPasswordLength = 8;
/** No password of more UTF-8 bytes is ever hashed. */
export const longestPasswordBytes = 4096;
/** Django's lower end of `max_similarity`: below it nearly every password would be refused. */
const LOWEST_SIMILARITY = 0.1;

/**
 * A rule of the application's own; nothing is wrong where it answers undefined. Pure and quick: it runs on each new password.
 *
 * @example
 * const noCoyote: PasswordValidator = (password) =>
 *   password.includes('coyote') ? { code: 'Choose one without a coyote.' } : undefined;
 */
export type PasswordValidator = (password: string, subject?: PasswordSubject) => FieldProblem | undefined;

/** What a new password must be. The settings make it; a site adds rules of its own with `passwordValidators`. */
export interface PasswordPolicy {
  /** Which rules run, in this order. The length rule always runs, first unless it is listed. */
  readonly validators: readonly (PasswordValidatorName | PasswordValidator)[];
  /** Code points, 12 by default; a value below 8 counts as 8. */
  readonly minimumLength: number;
  /** Code points, 1024 by default; 4096 UTF-8 bytes end every password whatever this says. */
  readonly maximumLength: number;
  /** Classes of characters that must occur. None by default: they make passwords worse (ASVS V6.2.5). */
  readonly composition: readonly RequiredCharacter[];
  /** Words that guessers of this site try first: product, company and host names, of one word or several (ASVS V6.1.2). */
  readonly contextWords: readonly string[];
  readonly similarityAttributes: readonly PasswordSubjectAttribute[];
  /** From 0.1 to 1; a password is refused from this resemblance on. */
  readonly maximumSimilarity: number;
  readonly commonPasswords: CommonPasswords;
}

export type PasswordValidatorName =
  | 'similarity'
  | 'minimum-length'
  | 'common'
  | 'numeric'
  | 'context'
  | 'composition';

/** Django's four validators in its order, then the context words and the composition rules. */
const defaults: Omit<PasswordPolicy, 'commonPasswords'> = {
  validators: ['similarity', 'minimum-length', 'common', 'numeric', 'context', 'composition'],
  minimumLength: 12,
  maximumLength: 1024,
  composition: [],
  contextWords: ['stagedoor'],
  similarityAttributes: ['username', 'firstName', 'lastName', 'email'],
  maximumSimilarity: 0.7,
};

/**
 * The default policy with some settings changed; the common passwords alone have no default. Throws a `RangeError` in words for a setting that makes no sense, so
 * that a server with it does not start.
 *
 * @example
 * const commonPasswords = new Set(['password1234', 'qwertyuiop12']);
 * const policy = definePasswordPolicy({ commonPasswords, minimumLength: 15, contextWords: ['acme'] });
 */
export function definePasswordPolicy(
  settings: Partial<PasswordPolicy> & Pick<PasswordPolicy, 'commonPasswords'>,
): PasswordPolicy {
  const policy = { ...defaults, ...settings };
  const { minimumLength, maximumLength, maximumSimilarity } = policy;
  demand(
    Number.isInteger(minimumLength) && minimumLength >= shortestPasswordLength,
    `The minimum length of passwords must be a whole number from ${shortestPasswordLength} on.`,
  );
  demand(
    Number.isInteger(maximumLength) && maximumLength >= Math.max(64, minimumLength),
    'The maximum length of passwords must be a whole number from 64 and from the minimum length on.',
  );
  demand(
    maximumSimilarity >= LOWEST_SIMILARITY && maximumSimilarity <= 1,
    `The maximum similarity of passwords must be from ${LOWEST_SIMILARITY} to 1.`,
  );
  return policy;
}

/**
 * Everything that is wrong with a new password, in the order of the policy; empty when it is good. The
 * codes: password_too_similar {verbose_name}, password_too_short {min_length}, password_too_common,
 * password_entirely_numeric, password_context_word {word}, password_no_letter, password_no_upper, password_no_digit,
 * password_no_lower. Alone, because nothing more is looked at: password_too_long {max_length} and
 * password_not_text (half a surrogate pair, which UTF-8 cannot carry).
 *
 * @example
 * checkPassword(definePasswordPolicy({ commonPasswords }), 'short'); // [{ code: 'password_too_short', params: { min_length: 12 } }]
 */
export function checkPassword(
  policy: PasswordPolicy,
  password: string,
  subject?: PasswordSubject,
): FieldProblem[] {
  if (isTooLong(policy, password)) {
    return [{ code: 'password_too_long', params: { max_length: policy.maximumLength } }];
  }
  if (!password.isWellFormed()) return [{ code: 'password_not_text' }];
  return withLengthRule(policy.validators).flatMap((validator) => {
    if (typeof validator === 'function') return validator(password, subject) ?? [];
    return rules[validator](policy, password, subject ?? {}) ?? [];
  });
}

type Rule = (
  policy: PasswordPolicy,
  password: string,
  subject: PasswordSubject,
) => FieldProblem | FieldProblem[] | undefined;

/** What Django calls the fields in its messages. */
const verboseNames: Readonly<Record<PasswordSubjectAttribute, string>> = {
  username: 'username',
  firstName: 'first name',
  lastName: 'last name',
  email: 'email address',
};

const rules: Readonly<Record<PasswordValidatorName, Rule>> = {
  similarity: (policy, password, subject) => {
    const attribute = similarTo(policy, password, subject);
    return attribute && { code: 'password_too_similar', params: { verbose_name: verboseNames[attribute] } };
  },
  'minimum-length': ({ minimumLength }, password) => {
    const least = Math.max(minimumLength, shortestPasswordLength);
    return [...password].length < least
      ? { code: 'password_too_short', params: { min_length: least } }
      : undefined;
  },
  common: (policy, password) =>
    policy.commonPasswords.has(password.toLowerCase().trim()) ? { code: 'password_too_common' } : undefined,
  numeric: (_policy, password) =>
    isEntirelyNumeric(password) ? { code: 'password_entirely_numeric' } : undefined,
  context: (policy, password, subject) => {
    const word = contextWordIn(password, contextWordsFor(policy, password, subject), policy.commonPasswords);
    return word === undefined ? undefined : { code: 'password_context_word', params: { word } };
  },
  composition: ({ composition }, password) => characterProblems(password, composition),
};

/** The site's words, and the person's own unless the similarity rule has spoken of them already. */
function contextWordsFor(
  policy: PasswordPolicy,
  password: string,
  subject: PasswordSubject,
): readonly string[] {
  const isTold = policy.validators.includes('similarity') && similarTo(policy, password, subject);
  const siteWords = policy.contextWords.flatMap((word) => [word, ...piecesOf(word).pieces]);
  return isTold ? siteWords : [...siteWords, ...wordsOf(subject, policy.similarityAttributes)];
}

function similarTo(policy: PasswordPolicy, password: string, subject: PasswordSubject) {
  const { similarityAttributes: attributes, maximumSimilarity } = policy;
  return similarAttribute(password, subject, { attributes, maximumSimilarity });
}

function withLengthRule(validators: PasswordPolicy['validators']): PasswordPolicy['validators'] {
  return validators.includes('minimum-length') ? validators : ['minimum-length', ...validators];
}

/** The first comparison spares counting the characters of a megabyte: a code point is at most two UTF-16 units. */
function isTooLong({ maximumLength }: PasswordPolicy, password: string): boolean {
  if (password.length > 2 * maximumLength || password.length > longestPasswordBytes) return true;
  return [...password].length > maximumLength || Buffer.byteLength(password) > longestPasswordBytes;
}

function demand(isTrue: boolean, message: string): void {
  if (!isTrue) throw new RangeError(message);
}
