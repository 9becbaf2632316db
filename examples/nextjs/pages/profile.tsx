import type { GetServerSideProps } from 'next';
import Head from 'next/head';
import type { User } from 'stagedoor/client';
import { getUser } from '@/lib/user';

interface ProfileProps {
  readonly user: User;
}

/** Strangers never see the page: they are led to the log-in, for now and not for ever. */
export const getServerSideProps: GetServerSideProps<ProfileProps> = async ({ req }) => {
  const user = await getUser(req.headers);
  if (!user) return { redirect: { destination: '/login', permanent: false } };
  return { props: { user } };
};

export default function ProfilePage({ user }: ProfileProps) {
  return (
    <>
      <Head>
        <title>Profile · Playbill</title>
      </Head>
      <h1>Welcome, {user.username ?? user.email}!</h1>
      <p className="lead">The server knew you before this page was sent.</p>
      <dl className="card facts">
        <dt>Email address</dt>
        <dd>
          {user.email} {user.email_verified && <span className="tag">confirmed</span>}
        </dd>
        <dt>Groups</dt>
        <dd>{user.groups.map(({ name }) => name).join(', ') || 'None'}</dd>
        <dt>Permissions</dt>
        <dd>{user.permissions.join(', ') || 'None of your own'}</dd>
      </dl>
    </>
  );
}
