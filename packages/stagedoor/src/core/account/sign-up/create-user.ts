import { securityEvent } from '../../audit/security-event.ts';
import { giveApiToken } from '../../credential/give-api-token.ts';
import { canonicalEmail, checkEmail, normalizeEmail } from '../../kernel/email.ts';
import { type FieldProblem, fieldRefusal, refuseProblems } from '../../kernel/errors.ts';
import { PlainError } from '../../kernel/plain-error.ts';
import { randomPublicId } from '../../kernel/secret-value.ts';
import { operator } from '../../kernel/visitor.ts';
import { makeUnusablePassword } from '../../password/password-hasher.ts';
import { checkPassword } from '../../password/password-policy.ts';
import { findNameHolder } from '../../user/find-name-holder.ts';
import { defaultExtraValues, readExtraValues } from '../../user/profile-fields.ts';
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
  deps: Pick<Dependencies, 'transact' | 'passwordHasher' | 'clock' | 'settings'>,
  given: CreateUser,
): Promise<User> {
  const input = complete(given);
  const user = await readUser(deps, input);
  return await deps.transact(async (stores) => {
    const holder = await findNameHolder(stores, deps.settings, { email: input.email, userId: user.id });
    if (!(await stores.users.create(user))) throw fieldRefusal('username', 'username_taken');
    const { email } = input;
    const emailKey = canonicalEmail(email);
    if (emailKey !== null) {
      const address = {
        id: randomPublicId(),
        userId: user.id,
        email,
        emailKey,
        isVerified: true,
        isPrimary: true,
      };
      if (holder !== null || !(await stores.emailAddresses.add(address)))
        throw fieldRefusal('email', 'email_taken');
    }
    const now = deps.clock.now();
    const detail = { superuser: input.isSuperuser };
    await stores.audit.append(
      securityEvent('user-create', { userId: user.id, visitor: operator, now, detail }),
    );
    const created = await stores.users.findById(user.id);
    if (!created) throw new PlainError('A user just created is not there');
    const { settings } = deps;
    await giveApiToken(stores, { settings, user: created, backend: null, visitor: operator, now });
    return created;
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
  return {
    id: randomPublicId(),
    username,
    firstName: '',
    lastName: '',
    passwordHash:
      input.password === null ? makeUnusablePassword() : await deps.passwordHasher.hash(input.password),
    isActive: true,
    isStaff: input.isStaff,
    isSuperuser: input.isSuperuser,
    mustChangePassword: input.mustChangePassword ?? false,
    language: null,
    dateJoined: deps.clock.now(),
    extra: { ...defaultExtraValues(settings.extraFields), ...extra.values },
  };
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
