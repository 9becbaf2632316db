import type { Stores } from '../../src/core/dependencies.ts';
import { authenticationOf } from '../../src/core/session/authentication.ts';
import type { Principal } from '../../src/core/session/session.ts';
import { withRights } from '../../src/core/session/with-rights.ts';

/** Somebody as a request by their password finds them now. */
export async function principalFor(
  { users, groups }: Pick<Stores, 'users' | 'groups'>,
  userId: number,
): Promise<Principal> {
  const user = await users.findById(userId);
  if (user === null) throw new Error('There is no such user.');
  return {
    ...withRights(user, await groups.rightsOfUser(userId), null),
    credentialKind: 'password',
    authentication: authenticationOf({ methods: [], authenticatedAt: null }),
    session: null,
    sessionKeyHash: null,
  };
}
