import type { AuditEvent } from '../audit/audit-event.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { makeUnusablePassword } from '../password/password-hasher.ts';
import { createAccount, type NewAccount } from '../registration/create-account.ts';
import type { OutsidePerson, OutsidePolicy } from '../user/authentication-backend.ts';
import type { Identity } from '../user/identity.ts';
import { newUser } from '../user/new-user.ts';
import type { User } from '../user/user.ts';
import { canonicalUsername, checkUsernameForm } from '../user/username.ts';
import { attachIdentity } from './attach-identity.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { nameAsSubject, type OutsideFacts, readOutsidePerson, subjectOf } from './read-outside-person.ts';

export type AdmitDependencies = Pick<Dependencies, 'transact' | 'clock' | 'settings' | 'stages'>;

export interface Assertion {
  readonly backend: string;
  readonly policy: OutsidePolicy;
  readonly person: OutsidePerson;
  readonly visitor: Visitor;
}

/** `notes` say in the audit row why nobody was admitted, and which values did not fit. */
export type Admission =
  | { readonly user: User; readonly notes: AuditEvent['detail'] }
  | { readonly user: null; readonly userId: number | null; readonly notes: AuditEvent['detail'] };

/** Somebody vouched for, as far as it was understood. */
interface Newcomer extends Assertion {
  readonly facts: OutsideFacts;
  readonly subject: string;
}

/**
 * Finds the user of somebody whom an outside system vouches for, by what that system knows them by, or makes one. A user of
 * that name who has no identity there is not theirs unless the site says so (`adoptsUsers`): else whoever may open accounts
 * outside could open one that is called as our administrator. At once and many times it makes one user.
 */
export async function admitOutsideUser(deps: AdmitDependencies, assertion: Assertion): Promise<Admission> {
  const facts = readOutsidePerson(deps.settings, assertion.person);
  if (checkUsernameForm(facts.username).length > 0) return rejected(null, 'name', assertion);
  const subject = subjectOf(assertion.person, assertion.policy);
  if (subject === null) return rejected(null, 'subject', assertion);
  const newcomer = { ...assertion, facts, subject };
  return await deps.transact(
    async (stores) => (await admitKnown(stores, deps, newcomer)) ?? (await admitNew(stores, deps, newcomer)),
  );
}

/** Null where the site knows neither the person nor anybody by that name. */
async function admitKnown(
  stores: Stores,
  deps: AdmitDependencies,
  newcomer: Newcomer,
): Promise<Admission | null> {
  const { backend, subject, facts } = newcomer;
  const identity = await stores.identities.find(backend, subject);
  const identified = identity && (await stores.users.findById(identity.userId));
  if (identified) return await welcomeBack(stores, newcomer, { user: identified, identity });
  const named = await stores.users.findByUsernameKey(canonicalUsername(facts.username));
  return named && (await admitNamed(stores, deps, { newcomer, named }));
}

async function welcomeBack(
  stores: Stores,
  { backend, facts }: Newcomer,
  { user, identity }: { readonly user: User; readonly identity: Identity },
): Promise<Admission> {
  if (identity.name !== facts.username) await stores.identities.update(identity.id, { name: facts.username });
  if (user.managedBy !== backend || !differs(user, facts)) return { user, notes: notesOf(facts) };
  // The outside system knows its people best; whom it only adopted keeps what they wrote here.
  await stores.users.update(user.id, { ...facts.names, extra: facts.extra });
  return { user: (await stores.users.findById(user.id)) ?? user, notes: notesOf(facts) };
}

function differs(user: User, { names, extra }: OutsideFacts): boolean {
  const { firstName = user.firstName, lastName = user.lastName } = names;
  if (firstName !== user.firstName || lastName !== user.lastName) return true;
  return Object.entries(extra).some(([name, value]) => user.extra[name] !== value);
}

/** Whoever has that name here is the same person if the system knew them by it so far, or if the site lets it adopt people. */
async function admitNamed(
  stores: Stores,
  { clock }: Pick<AdmitDependencies, 'clock'>,
  { newcomer, named }: { readonly newcomer: Newcomer; readonly named: User },
): Promise<Admission> {
  const { backend, policy, subject, facts, visitor } = newcomer;
  if (!policy.namesIgnoreCase && named.username !== facts.username)
    return rejected(named.id, 'spelling', newcomer);
  const own = await stores.identities.listOfUser(named.id);
  const there = own.find(({ provider }) => provider === backend);
  if (there !== undefined) {
    const isSame = nameAsSubject(there.subject, policy) === nameAsSubject(facts.username, policy);
    // From now on they are known by what stays theirs, if the system tells it.
    const isMoved = isSame && (await stores.identities.update(there.id, { subject }));
    if (!isMoved) return rejected(named.id, 'another person', newcomer);
    return await welcomeBack(stores, newcomer, { user: named, identity: there });
  }
  if (!policy.adoptsUsers && named.managedBy !== backend) return rejected(named.id, 'local user', newcomer);
  const known = { provider: backend, subject, name: facts.username };
  const linked = { ...known, userId: named.id, linkedAt: clock.now() };
  const identity = await attachIdentity(stores, linked, visitor);
  if (identity?.userId !== named.id) return rejected(named.id, 'another person', newcomer);
  return await welcomeBack(stores, newcomer, { user: named, identity });
}

async function admitNew(stores: Stores, deps: AdmitDependencies, newcomer: Newcomer): Promise<Admission> {
  const { policy, facts } = newcomer;
  if (!policy.createsUsers) return rejected(null, 'nobody', newcomer);
  const creation = await createAccount(stores, deps, accountOf(deps, newcomer));
  if (creation.outcome === 'created') return { user: creation.user, notes: notesOf(facts) };
  // Somebody else was quicker: what they made is judged like any other.
  const known = creation.outcome === 'name-taken' ? await admitKnown(stores, deps, newcomer) : null;
  return known ?? rejected(null, 'address', newcomer);
}

function accountOf({ clock, settings }: AdmitDependencies, newcomer: Newcomer): NewAccount {
  const { backend, policy, visitor, subject, facts } = newcomer;
  const { username, email, names, extra } = facts;
  return {
    user: newUser(settings, {
      ...names,
      username,
      passwordHash: makeUnusablePassword(),
      managedBy: backend,
      awaitsWelcome: true,
      dateJoined: clock.now(),
      extra,
    }),
    address: email === '' ? null : { email, isProved: policy.emailsAreVerified, ifTaken: 'leave-out' },
    identity: { provider: backend, subject, name: username },
    backend,
    visitor,
    event: { action: 'sign-up', detail: { backend } },
  };
}

function rejected(userId: number | null, because: string, { backend }: Assertion): Admission {
  return { user: null, userId, notes: { turnedAway: `${backend}: ${because}` } };
}

function notesOf({ ignored }: OutsideFacts): AuditEvent['detail'] {
  return ignored.length === 0 ? {} : { ignored: ignored.join(', ') };
}
