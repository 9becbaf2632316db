import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { AccountsError, type FieldProblem, fieldRefusal, refuseProblems } from '../errors.ts';
import { admitAttempt, takeAttempt } from '../limit/attempts.ts';
import { type GateDependencies, type Proof, passGate } from '../login/gate.ts';
import type { SessionGrant } from '../login/grant.ts';
import { leaveTogether } from '../login/leave-together.ts';
import { networkOf } from '../login/network-of.ts';
import { PASSWORD_BACKEND } from '../login/password-backend.ts';
import { checkPassword } from '../password/password-policy.ts';
import { randomPublicId } from '../secret-value.ts';
import { findPrincipal } from '../session/find-principal.ts';
import type { Settings } from '../settings.ts';
import { giveApiToken } from '../token/give-api-token.ts';
import type { Visitor } from '../visitor.ts';
import { canonicalEmail, checkEmail } from './email.ts';
import { checkName, defaultExtraValues, readExtraValues } from './profile-fields.ts';
import { signUpLetter } from './sign-up-letter.ts';
import {
  type ExtraValues,
  FIRST_SECURITY_VERSION,
  NAME_HOLDER_PASSWORD,
  type NewUser,
  type User,
} from './user.ts';
import { checkUsername, normalizeUsername } from './username.ts';

export interface SignUp {
  readonly email: string;
  /** Ignored where the site signs in by e-mail only. */
  readonly username: string;
  readonly password: string;
  readonly passwordConfirm: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Values of the configured extra fields; other names are ignored. */
  readonly extra: Readonly<Record<string, unknown>>;
  readonly sessionKey: string | null;
  readonly visitor: Visitor;
}

export type SignUpOutcome =
  /** The same for a new and for a taken address: look into the mailbox. */
  | { readonly outcome: 'activation-pending' }
  | { readonly outcome: 'logged-in'; readonly grant: SessionGrant };

export type SignUpDependencies = GateDependencies &
  Pick<Dependencies, 'limits' | 'audit' | 'passwordHasher' | 'sessions' | 'users' | 'authenticationBackends'>;

/**
 * Opens an account. By default nothing tells whether the address is taken: the answer, the work and the writes are
 * the same, and the address's owner gets a letter. A taken username may be told.
 *
 * @throws AccountsError `invalid-input`, `signup-closed`, `already-authenticated`, `throttled`, `busy`.
 */
export async function signUp(deps: SignUpDependencies, input: SignUp): Promise<SignUpOutcome> {
  const { proof } = await openAccount(deps, input);
  if (proof === null) return { outcome: 'activation-pending' };
  const { sessionKey, visitor } = input;
  return {
    outcome: 'logged-in',
    grant: await passGate(deps, { proof, sessionKey, rememberMe: null, visitor }),
  };
}

/** An account just opened. */
export interface OpenedAccount {
  /** Random like every id; where the address was taken, that of a row that nobody can use. */
  readonly userId: number;
  /** As they are stored: trimmed, normalised. */
  readonly username: string | null;
  readonly email: string;
  /** What passes the gate at once; null where the mailbox comes first, and where the address was taken. */
  readonly proof: Proof | null;
}

/** What every sign-up does, whatever it hands out afterwards. Throws as `signUp` does. */
export async function openAccount(deps: SignUpDependencies, input: SignUp): Promise<OpenedAccount> {
  const { settings } = deps;
  if (!settings.signUpOpen) throw new AccountsError({ code: 'signup-closed' });
  if (await isSignedIn(deps, input.sessionKey)) throw new AccountsError({ code: 'already-authenticated' });
  const draft = readDraft(settings, input);
  await takeAttempt(deps, {
    name: 'sign-up-source',
    of: networkOf(input.visitor.ipAddress),
    limit: settings.limits.signUpPerSource,
    who: { visitor: input.visitor, userId: null },
  });
  const passwordHash = await deps.passwordHasher.hash(input.password);
  const user: NewUser = { ...draft.user, id: randomPublicId(), passwordHash, dateJoined: deps.clock.now() };
  const isNew = await leaveTogether(deps, () =>
    deps.transact((stores) => write(stores, { deps, input, draft, user })),
  );
  // Signing in at once is for sites that let unverified accounts in at all.
  const entersAtOnce = isNew && settings.logInAfterSignUp && settings.unverifiedMayLogIn;
  return {
    userId: user.id,
    username: user.username,
    email: draft.email,
    proof: entersAtOnce ? proofOf(user) : null,
  };
}

function proofOf(user: NewUser): Proof {
  return {
    userId: user.id,
    method: 'sign-up',
    backend: PASSWORD_BACKEND,
    securityVersion: FIRST_SECURITY_VERSION,
  };
}

async function isSignedIn(deps: SignUpDependencies, sessionKey: string | null): Promise<boolean> {
  return sessionKey !== null && (await findPrincipal(deps, { sessionKey })) !== null;
}

interface Draft {
  readonly email: string;
  readonly emailKey: string;
  readonly user: Omit<NewUser, 'id' | 'passwordHash' | 'dateJoined'>;
}

function readDraft(settings: Settings, input: SignUp): Draft {
  const email = input.email.trim();
  const username = settings.logInBy === 'email' ? null : normalizeUsername(input.username);
  const names = { firstName: input.firstName.trim(), lastName: input.lastName.trim() };
  const extra = readExtraValues(signUpFields(settings), input.extra);
  refuseProblems({
    email: checkEmail(email),
    ...(username === null ? {} : { username: checkUsername(username, email) }),
    password: checkPassword(settings.passwordPolicy, input.password, {
      username: username ?? '',
      email,
      ...names,
    }),
    password_confirm: confirmProblems(input),
    first_name: checkName(names.firstName),
    last_name: checkName(names.lastName),
    ...extra.problems,
  });
  const values: ExtraValues = { ...defaultExtraValues(settings.extraFields), ...extra.values };
  return {
    email,
    emailKey: canonicalEmail(email) ?? '',
    user: {
      ...names,
      username,
      isActive: true,
      isStaff: false,
      isSuperuser: false,
      language: input.visitor.language,
      extra: values,
    },
  };
}

function confirmProblems(input: SignUp): FieldProblem[] {
  return input.password === input.passwordConfirm ? [] : [{ code: 'password_mismatch' }];
}

function signUpFields(settings: Settings) {
  return Object.fromEntries(
    Object.entries(settings.extraFields).filter(([, field]) => field.atSignUp === true),
  );
}

/**
 * The same statements whether the address is taken or not. A taken address leaves a user behind that only holds the
 * username, as a real sign-up would, so that trying the name again tells nothing; it can never sign in, and goes when
 * an account that nobody activates goes.
 */
async function write(
  stores: Stores,
  facts: { deps: SignUpDependencies; input: SignUp; draft: Draft; user: NewUser },
): Promise<boolean> {
  const { deps, input, draft, user } = facts;
  const { settings } = deps;
  const { visitor } = input;
  const now = user.dateJoined;
  const known = await stores.users.findByEmailKey(draft.emailKey);
  const made = known === null ? user : { ...user, ...nameHolder };
  if (!(await stores.users.create(made))) throw fieldRefusal('username', 'username_taken');
  const isNew = await stores.emailAddresses.add({
    id: randomPublicId(),
    userId: user.id,
    email: draft.email,
    emailKey: draft.emailKey,
    isVerified: false,
    isPrimary: true,
  });
  if (!isNew && settings.signUpRevealsTakenEmail) throw fieldRefusal('email', 'email_taken');
  // One that nobody can use, too: the same statements.
  const account = newcomer(user, draft);
  await giveApiToken(stores, { settings, user: account, backend: PASSWORD_BACKEND, visitor, now });
  // Somebody was quicker with the same address.
  if (!isNew && known === null) await stores.users.update(user.id, nameHolder);
  const owner = isNew ? account : (known ?? (await stores.users.findByEmailKey(draft.emailKey)));
  // Inside, so that a refused username takes back what it counted. A capped address looks the same.
  const limit = settings.limits.mailPerAddress;
  const who = { visitor, userId: null };
  const attempt = { name: 'mail-address-sign-up', of: draft.emailKey, limit, who };
  const mail = await admitAttempt({ ...stores, clock: deps.clock }, attempt);
  if (mail.admitted && owner !== null) {
    const { letter, link } = await signUpLetter(stores, { settings, owner, isNew, visitor, now });
    const language = isNew ? visitor.language : (owner.language ?? visitor.language);
    await stores.jobs.enqueue({ name: 'send-letter', to: owner.email, language, letter, link });
  }
  const userId = owner?.id ?? null;
  await stores.audit.append(securityEvent('sign-up', { userId, visitor, now, success: isNew }));
  return isNew;
}

const nameHolder = { passwordHash: NAME_HOLDER_PASSWORD, isActive: false } as const;

/** The user just written, as a store would answer it. */
function newcomer(user: NewUser, { email }: Draft): User {
  return {
    mustChangePassword: false,
    ...user,
    email,
    isEmailVerified: false,
    lastLogin: null,
    securityVersion: FIRST_SECURITY_VERSION,
  };
}
