import type { Principal } from '../../session/session.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';
import type { JwtClaims } from '../jwt-codec.ts';

type Shown = Pick<Principal, 'user' | 'groups' | 'permissions'>;
type Rights = Omit<Shown, 'user'>;

/**
 * The claims beside those that decide: of JWT_CLAIMS, then of the site's code. They say what was true when the token was
 * made, for clients to show; whoever must know what is true now asks.
 */
export function siteClaims(
  { settings, ownClaims }: Pick<Dependencies, 'settings'> & { readonly ownClaims: JwtClaims },
  { user, ...rights }: Shown,
): JwtClaims {
  const { claims } = settings.jwt;
  return {
    ...(claims.includes('profile') ? profileOf(user) : {}),
    ...(claims.includes('permissions') ? rightsIn(rights) : {}),
    ...ownClaims,
  };
}

const NO_RIGHTS: Rights = { groups: [], permissions: [] };

/** What tokens show of somebody's rights, read from the database; nothing is read where they show none. */
export async function findRightsShown(
  { groups }: Pick<Dependencies, 'groups'>,
  { settings, userId }: { readonly settings: Dependencies['settings']; readonly userId: number },
): Promise<Rights> {
  if (!settings.jwt.claims.includes('permissions')) return NO_RIGHTS;
  return await groups.rightsOfUser(userId);
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
function rightsIn({ groups, permissions }: Rights): JwtClaims {
  return { groups: groups.map(({ name }) => name), permissions };
}
