import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { AccountsError, type FieldProblem, fieldRefusal, refuseProblems } from '../errors.ts';
import { admitAttempt, takeAttempt } from '../limit/attempts.ts';
import { type Entrance, entranceOf, type GateDependencies, type Proof, passGate } from '../login/gate.ts';
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
import { canonicalEmail, checkEmail, normalizeEmail } from './email.ts';
import { findNameHolder } from './find-name-holder.ts';
import { checkName, defaultExtraValues, readExtraValues } from './profile-fields.ts';
import { readerOf } from './reader-of.ts';
import type { AskedField, AskedName } from './sign-up-fields.ts';
import { signUpLetter } from './sign-up-letter.ts';
import { type ExtraValues, FIRST_SECURITY_VERSION, type NewUser, type User } from './user.ts';
import { checkUsername, normalizeUsername } from './username.ts';

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
  readonly visitor: Visitor;
}

export type SignUpOutcome =
  /** The same for a new and for a taken address: look into the mailbox. */
  | { readonly outcome: 'activation-pending' }
  /** Without an address: there is nothing to activate, and nobody is told anything of anybody else. */
  | { readonly outcome: 'opened' }
  /** `email` as it is stored; `''` for none. */
  | { readonly outcome: 'logged-in'; readonly grant: SessionGrant; readonly email: string };

export type SignUpDependencies = GateDependencies &
  Pick<Dependencies, 'limits' | 'audit' | 'passwordHasher' | 'sessions' | 'users' | 'authenticationBackends'>;

/**
 * Opens an account. By default nothing tells whether the address is somebody's: the answer, the work and the writes are
 * the same, and only the mailbox hears more. A taken username may be told.
 *
 * @throws AccountsError `invalid-input`, `signup-closed`, `already-authenticated`, `throttled`, `busy`.
 */
export async function signUp(deps: SignUpDependencies, input: SignUp): Promise<SignUpOutcome> {
  const { proof, email, entrance, outcome } = await openAccount(deps, input);
  if (entrance === 'none') return { outcome };
  const { sessionKey, visitor } = input;
  return {
    outcome: 'logged-in',
    email,
    grant: await passGate(deps, { proof, sessionKey, rememberMe: null, visitor }),
  };
}

/** An account just opened. */
export interface OpenedAccount {
  readonly userId: number;
  /** As they are stored: trimmed, normalised. */
  readonly username: string | null;
  readonly email: string;
  /** What the account may be given at once; nothing where the mailbox comes first, or a log-in. */
  readonly entrance: Entrance;
  /** What takes it through the gate. */
  readonly proof: Proof;
  /** What is answered where nothing is given: without an address there is nothing to activate. */
  readonly outcome: 'activation-pending' | 'opened';
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
  await leaveTogether(deps, () => deps.transact((stores) => write(stores, { deps, input, draft, user })));
  const { id: userId, username } = user;
  const { email } = draft;
  return {
    userId,
    username,
    email,
    entrance: settings.logInAfterSignUp ? entranceOf(newcomer(user, draft), settings) : 'none',
    proof: proofOf(user),
    outcome: email === '' ? 'opened' : 'activation-pending',
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
  const asked = settings.signUpFields;
  const email = asked.email === null ? '' : normalizeEmail(input.email);
  const username = settings.logInBy === 'email' ? null : normalizeUsername(input.username);
  const names = {
    firstName: asked.firstName === null ? '' : input.firstName.trim(),
    lastName: asked.lastName === null ? '' : input.lastName.trim(),
  };
  const extra = readExtraValues(signUpFields(settings), input.extra);
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
      awaitsWelcome: true,
      extra: values,
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

function signUpFields(settings: Settings) {
  return Object.fromEntries(
    Object.entries(settings.extraFields).filter(([, field]) => field.atSignUp === true),
  );
}

interface Facts {
  readonly deps: SignUpDependencies;
  readonly input: SignUp;
  readonly draft: Draft;
  readonly user: NewUser;
}

/**
 * Every sign-up makes an account of its own, by the same statements whether the address is free, claimed by others or
 * proved by somebody: it is a claim, and only opening a letter there makes more of it. Who proved the address already is
 * told, and nobody else.
 */
async function write(stores: Stores, facts: Facts): Promise<void> {
  const { deps, input, draft, user } = facts;
  const { settings } = deps;
  const { visitor } = input;
  const now = user.dateJoined;
  const { email } = draft;
  const isGiven = email !== '';
  const holder = isGiven ? await findNameHolder(stores, settings, { email, userId: user.id }) : null;
  if (!(await stores.users.create(user))) throw fieldRefusal('username', 'username_taken');
  if (isGiven && settings.signUpRevealsTakenEmail) {
    await refuseTaken(stores, { holder, emailKey: draft.emailKey });
  }
  const address = { id: randomPublicId(), userId: user.id, email, isPrimary: true };
  if (isGiven) await stores.emailAddresses.addUnclaimed(address);
  const account = newcomer(user, draft);
  await giveApiToken(stores, { settings, user: account, backend: PASSWORD_BACKEND, visitor, now });
  if (isGiven) await tellMailbox(stores, facts, { account, holder });
  await stores.audit.append(securityEvent('sign-up', { userId: user.id, visitor, now }));
}

async function tellMailbox(
  stores: Stores,
  { deps, input, draft }: Facts,
  { account, holder }: { readonly account: User; readonly holder: User | null },
): Promise<void> {
  const { settings } = deps;
  const { visitor } = input;
  const now = account.dateJoined;
  const proved = await stores.users.findByEmailKey(draft.emailKey);
  const owner = proved ?? holder;
  // Inside, so that a refused username takes back what it counted. A capped address looks the same.
  const limit = settings.limits.mailPerAddress;
  const who = { visitor, userId: null };
  const attempt = { name: 'mail-address-sign-up', of: draft.emailKey, limit, who };
  const mail = await admitAttempt({ ...stores, clock: deps.clock }, attempt);
  if (!mail.admitted) return;
  const { letter, link } = await signUpLetter(stores, { settings, account, owner, visitor, now });
  const reader = readerOf(proved, visitor);
  const to = proved?.email ?? draft.email;
  await stores.jobs.enqueue({ name: 'send-letter', to, ...reader, letter, link });
}

/** Where the site tells: an address has one account, whether it was proved or not. Of two at once one waits for the other. */
async function refuseTaken(
  stores: Pick<Stores, 'users' | 'emailAddresses'>,
  { holder, emailKey }: { readonly holder: User | null; readonly emailKey: string },
): Promise<void> {
  await stores.emailAddresses.lockKey(emailKey);
  const owner = await stores.users.findByEmailKey(emailKey);
  const claimants = await stores.users.listClaimants(emailKey, 1);
  if (holder !== null || owner !== null || claimants.length > 0) throw fieldRefusal('email', 'email_taken');
}

/** The user just written, as a store would answer it. */
function newcomer(user: NewUser, { email }: Draft): User {
  return {
    mustChangePassword: false,
    timeZone: null,
    ...user,
    email,
    isEmailVerified: false,
    lastLogin: null,
    securityVersion: FIRST_SECURITY_VERSION,
  };
}
