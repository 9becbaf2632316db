import { AccountsError, fieldRefusal } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { admitAttempt, takeAttempt } from '../../limit/attempts.ts';
import { ofSource } from '../../limit/counters.ts';
import { withResponseFloor } from '../../limit/response-floor.ts';
import { type Issuable, issuableTo } from '../../login/entry-rules.ts';
import { type GateRequest, type Passed, type Proof, passGateOrThrow } from '../../login/gate.ts';
import { PASSWORD_BACKEND } from '../../login/password-backend.ts';
import { mailLocaleOf } from '../../outbox/mail-locale.ts';
import { hashChosenPassword } from '../../password/hash-chosen-password.ts';
import { createAccount, type NewAccount } from '../../registration/create-account.ts';
import type { NewAddress } from '../../registration/new-address.ts';
import { provedPassword } from '../../session/authentication.ts';
import { findPrincipal } from '../../session/find-principal.ts';
import { newUser, userJustWritten } from '../../user/new-user.ts';
import type { NewUser, User } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import type { SignUpFacts } from '../sign-up-hooks.ts';
import { type Draft, readDraft, type SignUp } from './sign-up-draft.ts';
import { signUpMail } from './sign-up-mail.ts';

/** With all stores: a stage may ask its own. */
export type SignUpDependencies = Stores &
  Pick<
    Dependencies,
    | 'transact'
    | 'clock'
    | 'settings'
    | 'passwordHasher'
    | 'breachedPasswords'
    | 'authenticationBackends'
    | 'hooks'
    | 'stages'
  >;

/** An account about to be opened: everything was asked that can be before it is written. */
export interface PlannedAccount {
  /** As a store will answer them: name and address trimmed, normalised. */
  readonly user: User;
  /** What the account may be given at once; nothing where the mailbox comes first, or a log-in. */
  readonly issuable: Issuable;
  /** What takes it through the gate. */
  readonly proof: Proof;
  /** What is answered where nothing is given: without an address there is nothing to activate. */
  readonly outcome: 'activation-pending' | 'opened';
  readonly facts: Facts;
}

/** What every sign-up of strangers asks first, and the work that no transaction waits for. Throws as `signUp` does. */
export async function planAccount(deps: SignUpDependencies, input: SignUp): Promise<PlannedAccount> {
  if (!deps.settings.signUpOpen) throw new AccountsError({ code: 'signup-closed' });
  return await planFor(deps, input, { isProved: false });
}

/** The same for whoever is let in though sign-up is closed; their address may be proved already. */
export async function planFor(
  deps: SignUpDependencies,
  input: SignUp,
  { isProved }: { readonly isProved: boolean },
): Promise<PlannedAccount> {
  const { settings } = deps;
  if (await isSignedIn(deps, input.sessionKey)) throw new AccountsError({ code: 'already-authenticated' });
  const draft = readDraft(settings, input);
  await takeAttempt(deps, {
    ...ofSource('sign-up-source', input.visitor),
    limit: settings.limits.signUpPerSource,
    who: { visitor: input.visitor, userId: null },
  });
  await deps.hooks.beforeSignUp(hookFacts(draft, input.visitor));
  const passwordHash = await hashChosenPassword(deps, { field: 'password', password: input.password });
  const written = newUser(settings, { ...draft.user, passwordHash, dateJoined: deps.clock.now() });
  const { email } = draft;
  const user = userJustWritten(written, { email, isEmailVerified: isProved });
  const proof = proofOf(user);
  const flow = { user, proofs: proof.methods };
  return {
    user,
    issuable: settings.logInAfterSignUp ? await issuableTo(deps, deps, flow) : 'none',
    proof,
    outcome: email === '' || isProved ? 'opened' : 'activation-pending',
    facts: { visitor: input.visitor, draft, user: written, isProved },
  };
}

/** Writes the account. @throws AccountsError `invalid-input` for a name, or a told address, that is somebody's. */
export async function openAccount(deps: SignUpDependencies, { facts }: PlannedAccount): Promise<void> {
  await withResponseFloor(deps, () => deps.transact((stores) => writeAccount(stores, deps, facts)));
}

/**
 * Writes the account and takes it through the gate: both or neither, since whoever is told that nothing was kept signs
 * up again. Throws as `openAccount` does, and as the gate.
 */
export async function openAccountAndLogIn<Opened>(
  deps: SignUpDependencies,
  { user, proof, facts }: PlannedAccount,
  request: Omit<GateRequest<Opened>, 'proof' | 'visitor'>,
): Promise<Passed<Opened>> {
  const { visitor } = facts;
  await deps.hooks.beforeLogIn({ user, method: 'sign-up', visitor });
  return await withResponseFloor(deps, () =>
    deps.transact(async (stores) => {
      await writeAccount(stores, deps, facts);
      return await passGateOrThrow(stores, deps, { ...request, proof, visitor });
    }),
  );
}

function proofOf(user: User): Proof {
  return {
    userId: user.id,
    method: 'sign-up',
    backend: PASSWORD_BACKEND,
    securityVersion: user.securityVersion,
    methods: [provedPassword(user.dateJoined)],
  };
}

function hookFacts({ email, user }: Draft, visitor: Visitor): SignUpFacts {
  const { username, firstName = '', lastName = '', extra = {} } = user;
  return { username, email, firstName, lastName, extra, visitor };
}

async function isSignedIn(deps: SignUpDependencies, sessionKey: string | null): Promise<boolean> {
  return sessionKey !== null && (await findPrincipal(deps, { sessionKey })) !== null;
}

type WriteDependencies = Pick<Dependencies, 'clock' | 'settings' | 'stages'>;

/** What is written, and who asked for it. */
interface Facts {
  readonly visitor: Visitor;
  readonly draft: Draft;
  readonly user: NewUser;
  /** Whether the link by which they came proves the address. */
  readonly isProved: boolean;
}

/**
 * Every sign-up makes an account of its own, by the same statements whether the address is free, claimed by others or
 * proved by somebody: it is a claim, and only opening an e-mail there makes more of it. Who proved the address already is
 * told, and nobody else. Where a link has proved the address, it is theirs or the sign-up is refused. Only inside a transaction.
 */
export async function writeAccount(stores: Stores, deps: WriteDependencies, facts: Facts): Promise<void> {
  const { visitor, draft, user, isProved } = facts;
  const account: NewAccount = {
    user,
    address: addressOf(facts, deps),
    identity: null,
    backend: PASSWORD_BACKEND,
    visitor,
    event: { action: 'sign-up' },
  };
  const creation = await createAccount(stores, deps, account);
  if (creation.outcome === 'name-taken') throw fieldRefusal('username', 'username_taken');
  if (creation.outcome === 'name-is-an-address') throw fieldRefusal('email', 'email_taken');
  if (draft.email !== '' && !isProved) await tellMailbox(stores, deps, { visitor, draft, ...creation });
}

/** Where the site tells who has an account, an address has one, whether it was proved or not. */
function addressOf(
  { draft: { email }, isProved }: Facts,
  { settings }: WriteDependencies,
): NewAddress | null {
  if (email === '') return null;
  if (isProved) return { email, isProved, ifTaken: 'refuse' };
  return { email, isProved: false, ifTaken: settings.signUpRevealsTakenEmail ? 'refuse' : 'claim' };
}

async function tellMailbox(
  stores: Stores,
  { clock, settings }: WriteDependencies,
  told: Pick<Facts, 'visitor' | 'draft'> & { readonly user: User; readonly nameHolder: User | null },
): Promise<void> {
  const { visitor, draft, user: account, nameHolder } = told;
  const now = account.dateJoined;
  const proved = await stores.users.findByEmailKey(draft.emailKey);
  const owner = proved ?? nameHolder;
  // Inside, so that a refused username takes back what it counted. A capped address looks the same.
  const limit = settings.limits.mailPerAddress;
  const who = { visitor, userId: null };
  const attempt = { name: 'mail-address-sign-up' as const, of: draft.emailKey, limit, who };
  const admission = await admitAttempt({ ...stores, clock }, attempt);
  if (!admission.admitted) return;
  const { mail, link } = await signUpMail(stores, { settings, account, owner, visitor, now });
  const reader = mailLocaleOf(proved, visitor);
  const to = proved?.email ?? draft.email;
  await stores.jobs.enqueue({ name: 'send-mail', to, ...reader, mail, link });
}
