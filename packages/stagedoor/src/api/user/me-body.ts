import type { Principal } from '../../core/session/session.ts';

const written = new WeakMap<Principal, string>();

/** The current user as JSON text: permissions are the directly assigned ones, without app label. */
export function meText(principal: Principal): string {
  let text = written.get(principal);
  if (text === undefined) {
    text = JSON.stringify(meBody(principal));
    // The store answers with the very same object as long as nothing changed, so this is never out of date.
    written.set(principal, text);
  }
  return text;
}

/** What `meText` writes. */
export function meBody({
  user,
  groups,
  permissions,
}: Pick<Principal, 'user' | 'groups' | 'permissions'>): Record<string, unknown> {
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    email_verified: user.isEmailVerified,
    is_verified: user.isEmailVerified,
    created_at: user.dateJoined,
    language: user.language,
    time_zone: user.timeZone,
    ...user.extra,
    groups,
    permissions,
  };
}
