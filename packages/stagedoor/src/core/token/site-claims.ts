import type { Dependencies } from '../dependencies.ts';
import type { User } from '../user/user.ts';
import type { JwtClaims } from './jwt-codec.ts';

/**
 * The claims beside those that decide: of JWT_CLAIMS, then of the site's code. They say what was true when the token was
 * made, for clients to show; whoever must know what is true now asks.
 */
export async function siteClaims(
  deps: Pick<Dependencies, 'settings' | 'tokenClaims' | 'groups'>,
  user: User,
): Promise<JwtClaims> {
  const { claims } = deps.settings.jwt;
  return {
    ...(claims.includes('profile') ? profileOf(user) : {}),
    ...(claims.includes('permissions') ? await rightsOf(deps, user.id) : {}),
    ...deps.tokenClaims(user),
  };
}

/** Who the user is, for display. */
function profileOf(user: User): JwtClaims {
  return {
    username: user.username,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    is_staff: user.isStaff,
    is_verified: user.isEmailVerified,
  };
}

/** The names of the groups, and the code names given directly, as `/api/users/me/` has them. */
async function rightsOf({ groups }: Pick<Dependencies, 'groups'>, userId: number): Promise<JwtClaims> {
  return {
    groups: (await groups.groupsOfUser(userId)).map(({ name }) => name),
    permissions: await groups.directPermissionsOfUser(userId),
  };
}
