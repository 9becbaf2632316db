import type { AuditEvent } from '../audit/audit-event.ts';
import { securityEvent } from '../audit/security-event.ts';
import { giveApiToken } from '../credential/give-api-token.ts';
import { canonicalEmail, normalizeEmail } from '../kernel/email.ts';
import { randomPublicId } from '../kernel/secret-value.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { welcome } from '../outbox/welcome.ts';
import { outsidePassword } from '../password/outside-password.ts';
import type { OutsidePerson, OutsidePolicy } from '../user/authentication-backend.ts';
import { findNameHolder } from '../user/find-name-holder.ts';
import { checkName, defaultExtraValues, readExtraValues } from '../user/profile-fields.ts';
import { type ExtraValues, NAME_HOLDER_PASSWORD, type NewUser, type User } from '../user/user.ts';
import { canonicalUsername, checkUsernameForm, normalizeUsername } from '../user/username.ts';
import type { Dependencies, Stores } from './dependencies.ts';

export type AdmitDependencies = Pick<Dependencies, 'transact' | 'clock' | 'settings'>;

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

interface Facts {
  readonly username: string;
  readonly email: string;
  readonly emailKey: string | null;
  readonly names: { readonly firstName?: string; readonly lastName?: string };
  readonly extra: ExtraValues;
  /** Names of values that did not fit. */
  readonly ignored: readonly string[];
}

/**
 * Finds or makes the user of somebody whom an outside system vouches for. A user of that name whom another
 * back end made, or who has a password here, is not theirs unless the site says so (`adoptsUsers`): else whoever may
 * open accounts outside could open one that is called as our administrator. At once and many times it makes one user.
 */
export async function admitOutsideUser(deps: AdmitDependencies, assertion: Assertion): Promise<Admission> {
  const facts = readFacts(deps, assertion.person);
  if (checkUsernameForm(facts.username).length > 0) return rejected(null, 'name', assertion);
  const usernameKey = canonicalUsername(facts.username);
  return await deps.transact(async (stores) => {
    const known = await stores.users.findByUsernameKey(usernameKey);
    if (known) return await admitKnown(stores, known, { facts, assertion });
    if (!assertion.policy.createsUsers) return rejected(null, 'nobody', assertion);
    const created = await create(deps, stores, { facts, assertion });
    if (created) return { user: created, notes: notesOf(facts) };
    // Somebody else was quicker: what they made is judged like any other.
    const other = await stores.users.findByUsernameKey(usernameKey);
    return other
      ? await admitKnown(stores, other, { facts, assertion })
      : rejected(null, 'address', assertion);
  });
}

function readFacts({ settings }: AdmitDependencies, person: OutsidePerson): Facts {
  const ignored: string[] = [];
  const extra = readExtraValues(settings.extraFields, person.extra ?? {});
  // Null says that there is nothing to say.
  ignored.push(...Object.keys(extra.problems).filter((name) => isGiven(person.extra?.[name])));
  const given = typeof person.email === 'string' ? normalizeEmail(person.email) : '';
  const emailKey = canonicalEmail(given);
  if (isGiven(person.email) && emailKey === null) ignored.push('email');
  const readName = (name: 'firstName' | 'lastName') => {
    const value = person[name];
    if (typeof value === 'string' && checkName(value).length === 0) return { [name]: value.trim() };
    if (isGiven(value)) ignored.push(name);
    return {};
  };
  return {
    username: normalizeUsername(person.username),
    email: emailKey === null ? '' : given,
    emailKey,
    names: { ...readName('firstName'), ...readName('lastName') },
    extra: extra.values,
    ignored,
  };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

async function admitKnown(
  stores: Stores,
  known: User,
  { facts, assertion }: { facts: Facts; assertion: Assertion },
): Promise<Admission> {
  const { backend, policy } = assertion;
  const isSameName = policy.namesIgnoreCase || known.username === facts.username;
  const isOurs = known.passwordHash === outsidePassword(backend);
  const isAdopted = policy.adoptsUsers && known.passwordHash !== NAME_HOLDER_PASSWORD;
  if (!isSameName) return rejected(known.id, 'spelling', assertion);
  if (!isOurs && !isAdopted) return rejected(known.id, 'local user', assertion);
  if (!isOurs || !differs(known, facts)) return { user: known, notes: notesOf(facts) };
  // The outside system knows its people best; whom it only adopted keeps what they wrote here.
  await stores.users.update(known.id, { ...facts.names, extra: facts.extra });
  return { user: (await stores.users.findById(known.id)) ?? known, notes: notesOf(facts) };
}

function differs(user: User, { names, extra }: Facts): boolean {
  const { firstName = user.firstName, lastName = user.lastName } = names;
  if (firstName !== user.firstName || lastName !== user.lastName) return true;
  return Object.entries(extra).some(([name, value]) => user.extra[name] !== value);
}

/** Null where the name is taken meanwhile, or is an address that somebody has proved. */
async function create(
  deps: AdmitDependencies,
  stores: Stores,
  { facts, assertion }: { facts: Facts; assertion: Assertion },
): Promise<User | null> {
  const { emailKey, email } = facts;
  const user = newUser(deps, facts, assertion.backend);
  const namedKey = canonicalEmail(facts.username);
  await holdAddresses(stores, [namedKey, emailKey]);
  if (namedKey !== null && (await stores.users.findByEmailKey(namedKey)) !== null) return null;
  const isTaken = emailKey !== null && (await isSomebodys(deps, stores, { email, userId: user.id }));
  if (!(await stores.users.create(user))) return null;
  if (emailKey !== null && !isTaken) {
    // Without it where somebody was quicker: an address is no reason to turn a person away.
    const address = { id: randomPublicId(), userId: user.id, email, isPrimary: true };
    if (assertion.policy.emailsAreVerified)
      await stores.emailAddresses.add({ ...address, emailKey, isVerified: true });
    else await stores.emailAddresses.addUnclaimed(address);
  }
  const { backend, visitor } = assertion;
  const now = user.dateJoined;
  const facets = { userId: user.id, visitor, now, detail: { backend } };
  await stores.audit.append(securityEvent('sign-up', facets));
  const created = await stores.users.findById(user.id);
  if (created === null) return null;
  await giveApiToken(stores, { settings: deps.settings, user: created, backend, visitor, now });
  if (created.isEmailVerified) await welcome(stores, { user: created, email: created.email, visitor });
  return created;
}

/** Always in the same order: of two that hold the same addresses one waits, and neither for ever. */
async function holdAddresses(
  { emailAddresses }: Pick<Stores, 'emailAddresses'>,
  keys: readonly (string | null)[],
): Promise<void> {
  for (const key of [...new Set(keys)].filter((given) => given !== null).sort())
    await emailAddresses.lockKey(key);
}

async function isSomebodys(
  { settings }: Pick<AdmitDependencies, 'settings'>,
  stores: Stores,
  { email, userId }: { readonly email: string; readonly userId: number },
): Promise<boolean> {
  const owner = await stores.emailAddresses.findByKey(canonicalEmail(email) ?? '');
  return owner !== null || (await findNameHolder(stores, settings, { email, userId })) !== null;
}

function newUser({ clock, settings }: AdmitDependencies, facts: Facts, backend: string): NewUser {
  return {
    id: randomPublicId(),
    username: facts.username,
    firstName: '',
    lastName: '',
    ...facts.names,
    passwordHash: outsidePassword(backend),
    isActive: true,
    isStaff: false,
    isSuperuser: false,
    language: null,
    awaitsWelcome: true,
    dateJoined: clock.now(),
    extra: { ...defaultExtraValues(settings.extraFields), ...facts.extra },
  };
}

function rejected(userId: number | null, because: string, { backend }: Assertion): Admission {
  return { user: null, userId, notes: { turnedAway: `${backend}: ${because}` } };
}

function notesOf({ ignored }: Facts): AuditEvent['detail'] {
  return ignored.length === 0 ? {} : { ignored: ignored.join(', ') };
}
