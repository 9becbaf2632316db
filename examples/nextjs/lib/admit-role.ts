import type { GetServerSidePropsContext, Redirect } from 'next';
import type { User } from 'stagedoor/client';
import { hasRole, type Role } from './role-of-user';
import { getUser } from './user';

type Admitted =
  | { readonly user: User }
  | { readonly refused: { readonly redirect: Redirect } | { readonly props: { readonly user: null } } };

/**
 * The guard of a page for one role: strangers are led to the log-in, and whoever lacks the role gets 403. It saves a look at what is not theirs; what
 * they may do the API judges by itself.
 */
export async function admitRole({ req, res }: GetServerSidePropsContext, role: Role): Promise<Admitted> {
  const user = await getUser(req.headers);
  if (user === null) return { refused: { redirect: { destination: '/login', permanent: false } } };
  if (hasRole(user, role)) return { user };
  res.statusCode = 403;
  return { refused: { props: { user: null } } };
}
