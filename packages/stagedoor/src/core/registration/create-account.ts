import type { AuditAction, AuditDetail } from '../audit/audit-event.ts';
import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies as CredentialDependencies } from '../credential/dependencies.ts';
import { giveApiToken } from '../credential/give-api-token.ts';
import { AccountsError } from '../kernel/errors.ts';
import { randomPublicId } from '../kernel/secret-value.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { welcome } from '../outbox/welcome.ts';
import { seeNameHolder } from '../user/find-name-holder.ts';
import type { Identity } from '../user/identity.ts';
import { userJustWritten } from '../user/new-user.ts';
import type { NewUser, User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';
import { addAddress, holdAddresses, type NewAddress, namesAnother } from './new-address.ts';

/** A user about to be made, and how it comes to be. */
export interface NewAccount {
  /** Judged by whoever asks for it: an operator may more than a visitor. */
  readonly user: NewUser;
  readonly address: NewAddress | null;
  /** Who they are to the outside system that vouches for them. */
  readonly identity: Pick<Identity, 'provider' | 'subject' | 'name'> | null;
  /** The back end that vouches for them: what is issued here ends with the trust in it. Null where an operator does. */
  readonly backend: string | null;
  readonly visitor: Visitor;
  readonly event: { readonly action: AuditAction; readonly detail?: AuditDetail };
}

export type AccountCreation =
  /** `nameHolder` is who has the address for a user name in their own right, where it may be claimed all the same. */
  | { readonly outcome: 'created'; readonly user: User; readonly nameHolder: User | null }
  /** Nothing was written. */
  | { readonly outcome: 'name-taken' }
  /** The name reads as an address that somebody else has proved. Nothing was written. */
  | { readonly outcome: 'name-is-an-address' };

type CreationDependencies = Pick<CredentialDependencies, 'settings' | 'stages'>;

/**
 * The one way in which a user comes to be, whoever asks: a visitor who signs up, an operator, an outside system. Name and
 * address stay one person's, and what every new account has is written with it: its primary address, its identity outside, its
 * API token where everybody has one, the row in the audit log, the welcome where the address is proved already. Only inside a
 * transaction.
 *
 * @throws AccountsError `invalid-input` at `email` for an address that is refused where it is taken, `invalid-credentials`
 *   where the identity became somebody else's this moment; then nothing may be kept
 */
export async function createAccount(
  stores: Stores,
  deps: CreationDependencies,
  account: NewAccount,
): Promise<AccountCreation> {
  const { settings } = deps;
  const { user, address } = account;
  const named = { username: user.username, address };
  await holdAddresses(stores, settings, named);
  if (await namesAnother(stores, named)) return { outcome: 'name-is-an-address' };
  const facts = { email: address?.email ?? '', userId: user.id };
  const nameHolder = address === null ? null : await seeNameHolder(stores, settings, facts);
  if (!(await stores.users.create(user))) return { outcome: 'name-taken' };
  const standing =
    address === null ? 'left-out' : await addAddress(stores, { userId: user.id, address, nameHolder });
  const email = standing === 'left-out' ? '' : facts.email;
  const created = userJustWritten(user, { email, isEmailVerified: standing === 'proved' });
  await linkIdentity(stores, account);
  await noteAccount(stores, deps, { account, created });
  return { outcome: 'created', user: created, nameHolder };
}

async function linkIdentity(
  { identities }: Pick<Stores, 'identities'>,
  { user, identity }: NewAccount,
): Promise<void> {
  if (identity === null) return;
  const linked = { id: randomPublicId(), userId: user.id, ...identity, linkedAt: user.dateJoined };
  if (!(await identities.add(linked))) throw new AccountsError({ code: 'invalid-credentials' });
}

async function noteAccount(
  stores: Stores,
  deps: CreationDependencies,
  { account, created }: { readonly account: NewAccount; readonly created: User },
): Promise<void> {
  const { user, backend, visitor, event } = account;
  const now = user.dateJoined;
  const detail = { ...event.detail, ...(created.isEmailVerified ? { emailVerified: true } : {}) };
  await stores.audit.append(securityEvent(event.action, { userId: user.id, visitor, now, detail }));
  await giveApiToken(stores, deps, { user: created, backend, visitor, now });
  const isWelcome = user.awaitsWelcome === true && created.isEmailVerified;
  if (isWelcome) await welcome(stores, { user: created, email: created.email, visitor });
}
