import { type Act, type Actor, actorDetail, visitorOf } from '../../access/actor.ts';
import { type LockedAct, lockActor } from '../../access/lock-actor.ts';
import { namesOfFields } from '../../access/names-held.ts';
import { requireFlags } from '../../access/require-flags.ts';
import { requireHeld } from '../../access/require-held.ts';
import { requireNames } from '../../access/require-names.ts';
import { fieldRefusal } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { createAccount, type NewAccount } from '../../registration/create-account.ts';
import type { NewUser, User } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import type { Settings } from '../settings.ts';
import { completeUser, type GivenUser, readUser } from './read-user.ts';

export interface CreateUser extends GivenUser {
  readonly by: Actor;
  /** Whether whoever makes the user vouches for the address. The operator does unless they say otherwise, and nobody else unless they say so. */
  readonly isEmailVerified?: boolean;
  /** Whether they are welcomed by an e-mail, once their address is proved: true unless given. False for whom somebody brings over from elsewhere. */
  readonly awaitsWelcome?: boolean;
  readonly visitor?: Visitor;
}

/** What is asked of whoever makes a user. */
interface Wish {
  readonly permissions: readonly string[];
  readonly flags: Pick<NewUser, 'isStaff' | 'isSuperuser'>;
}

/**
 * Makes a user; superusers are staff. Asks for `auth.add_user`, and for `account.add_emailaddress` of who vouches for the address. Nobody
 * makes somebody what they are not themselves: staff, superuser, a field that is a role. Who does it is judged before the password is
 * hashed, and again when it is written. Validators are passed over by the operator alone.
 *
 * @throws AccountsError `permission-denied`; `not-authenticated` for who was revoked meanwhile; `invalid-input`
 * @example
 * const ana = await stagedoor.useCases.user.create({ by: 'operator', username: 'ana', email: 'ana@mail.example' });
 */
export async function createUser(
  deps: Pick<
    Dependencies,
    'transact' | 'passwordHasher' | 'breachedPasswords' | 'stages' | 'clock' | 'settings'
  >,
  { by, visitor, isEmailVerified = by === 'operator', awaitsWelcome = true, ...given }: CreateUser,
): Promise<User> {
  const input = completeUser(by === 'operator' ? given : { ...given, validatePassword: true });
  const { email } = input;
  const isProved = isEmailVerified && email !== '';
  const vouching = isProved ? ['account.add_emailaddress'] : [];
  const wish: Wish = { permissions: ['auth.add_user', ...vouching], flags: input };
  const before: Act = { by, now: deps.clock.now() };
  if (by !== 'operator') await deps.transact((stores) => requireMayMake(stores, before, wish));
  const user = madeBy(by, { ...(await readUser(deps, input)), awaitsWelcome }, deps.settings);
  const account: NewAccount = {
    user,
    address: email === '' ? null : { email, isProved, ifTaken: 'refuse' },
    identity: null,
    backend: null,
    visitor: visitorOf(by, visitor),
    event: { action: 'user-create', detail: { ...actorDetail(by), superuser: input.isSuperuser } },
  };
  return await deps.transact(async (stores) => {
    const act = await requireMayMake(stores, { by, now: user.dateJoined }, wish);
    const { extraFields: fields } = deps.settings;
    requireNames(act, { names: namesOfFields(user.extra, fields), fields });
    const creation = await createAccount(stores, deps, account);
    if (creation.outcome === 'name-taken') throw fieldRefusal('username', 'username_taken');
    if (creation.outcome === 'name-is-an-address') throw fieldRefusal('email', 'email_taken');
    return creation.user;
  });
}

/** Who made them stands in the fields that say so, whatever was sent there. */
function madeBy(by: Actor, user: NewUser, { extraFields }: Pick<Settings, 'extraFields'>): NewUser {
  if (by === 'operator') return user;
  const names = Object.keys(extraFields).filter((name) => extraFields[name]?.type === 'user');
  return {
    ...user,
    extra: { ...user.extra, ...Object.fromEntries(names.map((name) => [name, by.user.id])) },
  };
}

async function requireMayMake(stores: Stores, by: Act, { permissions, flags }: Wish): Promise<LockedAct> {
  const act = await lockActor(stores, by);
  requireHeld(act, permissions);
  requireFlags(act, flags);
  return act;
}
