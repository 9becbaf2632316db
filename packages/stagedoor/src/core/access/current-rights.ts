import type { Rights } from '../permission/group-store.ts';
import { Access } from '../session/access.ts';
import { actsAsThemselves, nothing, openScope } from '../session/authority.ts';
import { sessionEnded } from '../session/renew-session.ts';
import type { Principal, Session } from '../session/session.ts';
import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';

/** The stores by which an act is judged. */
export type JudgingStores = Pick<Stores, 'users' | 'groups' | 'sessions'>;

/** What somebody may who acts, as the database has it within the transaction. */
export interface CurrentRights {
  readonly user: User;
  readonly access: Access;
  /** All that they have, whatever they came by. */
  readonly rights: Rights;
  /** Whether they act as themselves, and not by a token of a part of their rights. */
  readonly isWhole: boolean;
}

/**
 * Reads them anew: a request may have waited since it was let in. `user` is the row that the transaction holds.
 *
 * @throws AccountsError `not-authenticated` for who is gone, inactive or revoked, and for a session that ended
 */
export async function currentRights(
  { groups, sessions }: JudgingStores,
  principal: Principal,
  { user, now }: { readonly user: User | null; readonly now: Date },
): Promise<CurrentRights> {
  const isRevoked = user?.securityVersion !== principal.user.securityVersion;
  if (user === null || !user.isActive || isRevoked) throw sessionEnded();
  const { sessionKeyHash } = principal;
  const session = sessionKeyHash === null ? null : await sessions.find(sessionKeyHash, now);
  if (sessionKeyHash !== null && session === null) throw sessionEnded();
  const rights = await groups.rightsOfUser(user.id);
  const access = new Access({ user, held: rights.held, scope: changingScope(session) });
  return { user, access, rights, isWhole: actsAsThemselves({ user, session }) };
}

/** What only reads gives nothing away. */
function changingScope(session: Session | null): Session['scope'] {
  const scope = openScope(session);
  return scope?.methods === 'read' ? nothing : scope;
}
