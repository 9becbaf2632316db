import { authenticationOf } from './authentication.ts';
import type { Principal, Session, SessionHolder } from './session.ts';

/** Whom a session logs in; also the same person, once it was renewed. */
export function principalOf(
  session: Session,
  {
    user,
    groups,
    permissions,
    roles,
    access,
  }: Pick<Principal, 'user' | 'groups' | 'permissions' | 'roles' | 'access'>,
): SessionHolder {
  return {
    user,
    credentialKind: session.kind,
    authentication: authenticationOf(session),
    session,
    sessionKeyHash: session.keyHash,
    groups,
    permissions,
    roles,
    access,
  };
}
