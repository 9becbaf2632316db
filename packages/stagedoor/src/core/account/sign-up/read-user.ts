import { checkEmail, normalizeEmail } from '../../kernel/email.ts';
import { type FieldProblem, refuseProblems } from '../../kernel/errors.ts';
import { checkLanguage, type LanguageTag } from '../../kernel/language-tag.ts';
import { checkTimeZone } from '../../kernel/time-zone.ts';
import { hashChosenPassword } from '../../password/hash-chosen-password.ts';
import { makeUnusablePassword } from '../../password/password-hasher.ts';
import { checkPassword } from '../../password/password-policy.ts';
import { newUser } from '../../user/new-user.ts';
import { checkName, readExtraValues } from '../../user/profile-fields.ts';
import type { NewUser } from '../../user/user.ts';
import { checkUsername, normalizeUsername } from '../../user/username.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Settings } from '../settings.ts';

/** Nobody could ever log in with such a password, so nobody may pass over these. */
const UNUSABLE: readonly string[] = ['password_too_long', 'password_not_text'];

/** A user as whoever makes it says it: at least a name or an address, whichever the site logs in by. */
export interface GivenUser {
  /** Missing or null only where the site logs in by e-mail. */
  readonly username?: string | null;
  /** Missing or `''` for a user without an address. */
  readonly email?: string;
  /** Missing or null makes an unusable one: nobody logs in by a password until one is set. */
  readonly password?: string | null;
  /** True unless given. False lets a password pass that no person typed (Django validates none from the environment). */
  readonly validatePassword?: boolean;
  readonly firstName?: string;
  readonly lastName?: string;
  /** Null or missing where it is unknown. */
  readonly language?: LanguageTag | null;
  /** An IANA name; null or missing where it is unknown. */
  readonly timeZone?: string | null;
  readonly isStaff?: boolean;
  readonly isSuperuser?: boolean;
  readonly mustChangePassword?: boolean;
  readonly extra?: Readonly<Record<string, unknown>>;
}

export type WholeUser = Required<
  Pick<GivenUser, 'username' | 'email' | 'password' | 'validatePassword' | 'isStaff' | 'isSuperuser'>
> &
  GivenUser;

export function completeUser(given: GivenUser): WholeUser {
  const { username = null, email = '', password = null } = given;
  const { validatePassword = true, isStaff = false, isSuperuser = false } = given;
  return {
    ...given,
    username,
    email: normalizeEmail(email),
    password,
    validatePassword,
    isStaff,
    isSuperuser,
  };
}

/** @throws AccountsError `invalid-input` */
export async function readUser(
  deps: Pick<Dependencies, 'passwordHasher' | 'breachedPasswords' | 'clock' | 'settings'>,
  input: WholeUser,
): Promise<NewUser> {
  const { settings } = deps;
  const username = input.username === null ? null : normalizeUsername(input.username) || null;
  const extra = readExtraValues(settings.extraFields, input.extra ?? {});
  refuseProblems({
    email: emailProblems(settings, input.email),
    username: usernameProblems(settings, username, input.email),
    password: passwordProblems(settings, input, username),
    first_name: checkName(input.firstName ?? ''),
    last_name: checkName(input.lastName ?? ''),
    language: checkLanguage(input.language ?? null),
    time_zone: checkTimeZone(input.timeZone ?? null),
    is_staff: input.isSuperuser && !input.isStaff ? [{ code: 'superuser_must_be_staff' }] : [],
    ...extra.problems,
  });
  const { firstName, lastName, isStaff, isSuperuser, mustChangePassword = false } = input;
  const { language = null, timeZone = null } = input;
  return newUser(settings, {
    username,
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
    language,
    timeZone,
    passwordHash: await hashOf(deps, input),
    isStaff,
    isSuperuser,
    mustChangePassword,
    dateJoined: deps.clock.now(),
    extra: extra.values,
  });
}

/** What an operator lets pass is asked of nobody else either. */
async function hashOf(
  deps: Pick<Dependencies, 'passwordHasher' | 'breachedPasswords'>,
  { password, validatePassword }: WholeUser,
): Promise<string> {
  if (password === null) return makeUnusablePassword();
  if (!validatePassword) return await deps.passwordHasher.hash(password);
  return await hashChosenPassword(deps, { field: 'password', password });
}

function emailProblems(settings: Settings, email: string): FieldProblem[] {
  if (email !== '') return checkEmail(email);
  return settings.logInBy === 'email' ? [{ code: 'email_must_be_set' }] : [];
}

function usernameProblems(settings: Settings, username: string | null, email: string): FieldProblem[] {
  if (username === null) {
    return settings.logInBy === 'email' ? [] : [{ code: 'username_must_be_set' }];
  }
  return checkUsername(username, email);
}

function passwordProblems(settings: Settings, input: WholeUser, username: string | null): FieldProblem[] {
  if (input.password === null) return [];
  const subject = { username: username ?? '', email: input.email };
  const problems = checkPassword(settings.passwordPolicy, input.password, subject);
  return input.validatePassword ? problems : problems.filter(({ code }) => UNUSABLE.includes(code));
}
