import { networkOf } from '../kernel/network-of.ts';
import { hashSecret } from '../kernel/secret-value.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { type LinkPurpose, linkPurposes } from '../link/one-time-link-store.ts';
import { canonicalIdentifier } from '../user/find-by-identifier.ts';
import type { User } from '../user/user.ts';

const sourceCounters = ['log-in-source', 'sign-up-source', 'link-source'] as const;

/** What is counted of a network, whoever is meant there. */
type SourceCounter = (typeof sourceCounters)[number] | `mail-source-${LinkPurpose}`;

/** What is counted of somebody, by a name that was typed, a browser or a user. */
type PersonCounter =
  | 'log-in-account'
  | 'log-in-nobody'
  | 'log-in-device'
  | 'log-in-user'
  | 'password-user'
  | 'log-in-failed'
  | 'recovery-codes'
  | `stage-${string}`;

/** What is counted of a mailbox, so that nobody fills it. */
type MailboxCounter =
  | 'mail-address-sign-up'
  | `mail-address-${LinkPurpose}`
  | `mail-claims-${LinkPurpose}`
  | `letter-${string}`;

/** What is counted so that a log does not fill, and under the rates of a site. */
type RequestCounter = `event-${string}` | 'request-anonymous' | 'request-user' | `request-scope-${string}`;

/** Every name under which something is counted. */
export type CounterName = SourceCounter | PersonCounter | MailboxCounter | RequestCounter;

/** A counter of somebody. */
export interface Counter<Name extends CounterName = CounterName> {
  /** Part of the key, so that two kinds never share a counter. */
  readonly name: Name;
  /** Whose attempts, in canonical form: an address, a network, a user id. Stored hashed. */
  readonly of: string;
}

/** The stored key of a counter. */
export function limitKey({ name, of }: Counter): string {
  return `${name}:${hashSecret(`limit:${name}`, of)}`;
}

/** By what comes from the network of this address is counted. */
export function ofSource<Name extends SourceCounter>(
  name: Name,
  { ipAddress }: Pick<Visitor, 'ipAddress'>,
): Counter<Name> {
  return { name, of: networkOf(ipAddress) };
}

/** Everything that is counted of the network of this address. */
export function sourceLimitKeys(ipAddress: string): string[] {
  const names = [...sourceCounters, ...linkPurposes.map((purpose) => `mail-source-${purpose}` as const)];
  return names.map((name) => limitKey(ofSource(name, { ipAddress })));
}

/** The failures in a row of a user, which a good log-in, a reset or an operator clears. */
export const FAILURES_IN_A_ROW = 'log-in-user';

/** The key of the failures in a row. */
export function failuresInARowKey(userId: number): string {
  return limitKey({ name: FAILURES_IN_A_ROW, of: String(userId) });
}

/** The tries of whoever is logged in at their own password. */
export function passwordTries(userId: number): Counter<'password-user'> {
  return { name: 'password-user', of: String(userId) };
}

/** The tries of a user at one stage of a log-in, whatever flow they belong to. */
export function stageTries(stage: string, userId: number): Counter {
  return { name: `stage-${stage}`, of: String(userId) };
}

/** Everything that is counted of a user at these stages. */
export function stageLimitKeys(stages: readonly { readonly name: string }[], userId: number): string[] {
  return stages.map(({ name }) => limitKey(stageTries(name, userId)));
}

/** The sets of recovery codes that a user makes: each costs as much as a few passwords. */
export function recoveryCodeSets(userId: number): Counter<'recovery-codes'> {
  return { name: 'recovery-codes', of: String(userId) };
}

/** The log-ins of a user that failed at a stage, of which they are told. */
export function failedLogIns(userId: number): Counter {
  return { name: 'log-in-failed', of: String(userId) };
}

/** What is counted of a name as it is typed at the log-in, whether somebody has it or nobody. */
export function typedLimitKeys(identifier: string): string[] {
  const of = canonicalIdentifier(identifier);
  return [limitKey({ name: 'log-in-account', of }), limitKey({ name: 'log-in-nobody', of })];
}

/** The counters that can hold a user's password log-in back. */
export function accountLimitKeys(user: Pick<User, 'username' | 'email' | 'id'>): string[] {
  const typed = [user.username ?? '', user.email].filter((identifier) => identifier !== '');
  const logIn = typed.map((identifier) =>
    limitKey({ name: 'log-in-account', of: canonicalIdentifier(identifier) }),
  );
  return [...logIn, failuresInARowKey(user.id), limitKey(passwordTries(user.id))];
}
