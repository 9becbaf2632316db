import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { clientFor } from '@/lib/server-client';
import { SessionList } from './session-list';

/** The guard of a page, in the words of the App Router. */
export default async function SessionsPage() {
  const client = await clientFor(Object.fromEntries(await headers()));
  const { data: sessions } = await client.listSessions();
  if (sessions === undefined) redirect('/login');
  return (
    <>
      <h1>Your sessions</h1>
      <p className="lead">Where you are logged in, by whatever way.</p>
      <SessionList sessions={sessions} />
    </>
  );
}
