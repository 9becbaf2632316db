import { checkEmail, normalizeEmail } from '../../kernel/email.ts';
import { type FieldProblem, fieldRefusal, refuseProblems } from '../../kernel/errors.ts';
import { operator } from '../../kernel/visitor.ts';
import { makeUnusablePassword } from '../../password/password-hasher.ts';
import { checkPassword } from '../../password/password-policy.ts';
import { createAccount, type NewAccount } from '../../registration/create-account.ts';
import { newUser } from '../../user/new-user.ts';
import { readExtraValues } from '../../user/profile-fields.ts';
import type { NewUser, User } from '../../user/user.ts';
import { checkUsername, normalizeUsername } from '../../user/username.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Settings } from '../settings.ts';

/** Nobody could ever log in with such a password, so nobody may pass over these. */
const UNUSABLE: readonly string[] = ['password_too_long', 'password_not_text'];

/** At least a name or an address, whichever the site logs in by. */
export interface CreateUser {
  /** Missing or null only where the site logs in by e-mail. */
  readonly username?: string | null;
  /** Missing or `''` for a user without an address. It counts as verified: an operator vouches for it. */
  readonly email?: string;
  /** Missing or null makes an unusable one: nobody logs in by a password until one is set. */
  readonly password?: string | null;
  /** True unless given. False lets a password pass that no person typed (Django validates none from the environment). */
  readonly validatePassword?: boolean;
  readonly isStaff?: boolean;
  readonly isSuperuser?: boolean;
  readonly mustChangePassword?: boolean;
  readonly extra?: Readonly<Record<string, unknown>>;
}

type WholeUser = Required<Omit<CreateUser, 'mustChangePassword' | 'extra'>> & CreateUser;

/**
 * Makes a user for an operator: the command line and set-up. Superusers are staff.
 *
 * @throws AccountsError `invalid-input`.
 * @example
 * const ana = await stagedoor.useCases.user.create({ username: 'ana', email: 'ana@mail.example' });
 */
export async function createUser(
  deps: Pick<Dependencies, 'transact' | 'passwordHasher' | 'stages' | 'clock' | 'settings'>,
  given: CreateUser,
): Promise<User> {
  const input = complete(given);
  const user = await readUser(deps, input);
  const { email } = input;
  const account: NewAccount = {
    user,
    address: email === '' ? null : { email, isProved: true, ifTaken: 'refuse' },
    identity: null,
    backend: null,
    visitor: operator,
    event: { action: 'user-create', detail: { superuser: input.isSuperuser } },
  };
  return await deps.transact(async (stores) => {
    const creation = await createAccount(stores, deps, account);
    if (creation.outcome === 'name-taken') throw fieldRefusal('username', 'username_taken');
    if (creation.outcome === 'name-is-an-address') throw fieldRefusal('email', 'email_taken');
    return creation.user;
  });
}

function complete(given: CreateUser): WholeUser {
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

async function readUser(
  deps: Pick<Dependencies, 'passwordHasher' | 'clock' | 'settings'>,
  input: WholeUser,
): Promise<NewUser> {
  const { settings } = deps;
  const username = input.username === null ? null : normalizeUsername(input.username) || null;
  const extra = readExtraValues(settings.extraFields, input.extra ?? {});
  refuseProblems({
    email: emailProblems(settings, input.email),
    username: usernameProblems(settings, username, input.email),
    password: passwordProblems(settings, input, username),
    is_staff: input.isSuperuser && !input.isStaff ? [{ code: 'superuser_must_be_staff' }] : [],
    ...extra.problems,
  });
  const { password, isStaff, isSuperuser, mustChangePassword = false } = input;
  return newUser(settings, {
    username,
    passwordHash: password === null ? makeUnusablePassword() : await deps.passwordHasher.hash(password),
    isStaff,
    isSuperuser,
    mustChangePassword,
    dateJoined: deps.clock.now(),
    extra: extra.values,
  });
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
