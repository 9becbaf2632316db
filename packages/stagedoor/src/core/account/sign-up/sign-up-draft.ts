import { canonicalEmail, checkEmail, normalizeEmail } from '../../kernel/email.ts';
import { type FieldProblem, refuseProblems } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { checkPassword } from '../../password/password-policy.ts';
import type { SessionRef } from '../../session/log-out-session.ts';
import type { UserDraft } from '../../user/new-user.ts';
import { checkName, readExtraValues } from '../../user/profile-fields.ts';
import { checkUsername, normalizeUsername } from '../../user/username.ts';
import type { Settings } from '../settings.ts';
import type { AskedField, AskedName } from '../sign-up-fields.ts';

/** What the site does not ask (SIGNUP_FIELDS) is ignored. */
export interface SignUp {
  /** `''` for none, where the site lets people go without. */
  readonly email: string;
  /** Ignored where the site logs in by e-mail only. */
  readonly username: string;
  readonly password: string;
  readonly passwordConfirm: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Values of the configured extra fields; other names are ignored. */
  readonly extra: Readonly<Record<string, unknown>>;
  readonly sessionKey: string | null;
  /** As the gate takes it. */
  readonly tokenSessions?: readonly SessionRef[] | undefined;
  readonly visitor: Visitor;
}

/** What is written of a sign-up that is good. */
export interface Draft {
  readonly email: string;
  readonly emailKey: string;
  readonly user: Omit<UserDraft, 'passwordHash' | 'dateJoined'>;
}

/** @throws AccountsError `invalid-input` */
export function readDraft(settings: Settings, input: SignUp): Draft {
  const asked = settings.signUpFields;
  const email = asked.email === null ? '' : normalizeEmail(input.email);
  const username = settings.logInBy === 'email' ? null : normalizeUsername(input.username);
  const names = {
    firstName: asked.firstName === null ? '' : input.firstName.trim(),
    lastName: asked.lastName === null ? '' : input.lastName.trim(),
  };
  const extra = readExtraValues(extraFieldsAtSignUp(settings), input.extra);
  refuseProblems({
    email: maybeBlank(asked.email, email) ?? checkEmail(email),
    // Elsewhere a taken name would tell who has an account with the address.
    ...(username === null
      ? {}
      : { username: checkUsername(username, settings.signUpRevealsTakenEmail ? email : '') }),
    password: checkPassword(settings.passwordPolicy, input.password, {
      username: username ?? '',
      email,
      ...names,
    }),
    password_confirm: confirmProblems(input),
    first_name: nameProblems(asked.firstName, names.firstName),
    last_name: nameProblems(asked.lastName, names.lastName),
    ...extra.problems,
  });
  return {
    email,
    emailKey: canonicalEmail(email) ?? '',
    user: {
      ...names,
      username,
      language: input.visitor.language,
      awaitsWelcome: true,
      extra: extra.values,
    },
  };
}

function nameProblems(asked: AskedName | null, name: string): FieldProblem[] {
  return maybeBlank(asked, name) ?? checkName(name, asked?.maxLength);
}

/** What is wrong with nothing at all; null where something was given. */
function maybeBlank(asked: AskedField | null, given: string): FieldProblem[] | null {
  if (given !== '') return null;
  return asked?.isRequired === true ? [{ code: 'blank' }] : [];
}

function confirmProblems(input: SignUp): FieldProblem[] {
  return input.password === input.passwordConfirm ? [] : [{ code: 'password_mismatch' }];
}

function extraFieldsAtSignUp(settings: Settings) {
  return Object.fromEntries(
    Object.entries(settings.extraFields).filter(([, field]) => field.atSignUp === true),
  );
}
