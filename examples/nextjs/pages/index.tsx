import Head from 'next/head';
import Link from 'next/link';
import { useState } from 'react';
import { useSession } from 'stagedoor/client/react';
import { client } from '@/lib/client';

interface Greeting {
  readonly message: string;
}

/** A page that is the same for everybody: what differs, the browser asks for. */
export default function HomePage() {
  const session = useSession(client);
  const [answer, setAnswer] = useState('');

  async function ask(): Promise<void> {
    const { data, error } = await client.request<Greeting>({ path: '/api/protected/' });
    setAnswer(data?.message ?? `${error?.status} ${error?.detail}`);
  }

  return (
    <>
      <Head>
        <title>Playbill</title>
      </Head>
      <h1>Tonight’s house</h1>
      <p className="lead" aria-live="polite">
        {session.status === 'signed-in'
          ? `You are logged in as ${session.user.username ?? session.user.email}.`
          : session.status === 'loading'
            ? ' '
            : 'Nobody is logged in here.'}
      </p>
      <section className="card">
        <h2>Ask the protected API</h2>
        <p>
          The browser asks <code>/api/protected/</code> with whatever cookie it has.
        </p>
        <p className="row">
          <button className="button" type="button" onClick={ask}>
            Ask
          </button>
          <output className="answer">{answer}</output>
        </p>
      </section>
      <ul className="pages">
        <li>
          <Link href="/profile">Profile</Link>
          <span>A server-side guard that leads strangers to the log-in.</span>
        </li>
        <li>
          <Link href="/protected">Protected call</Link>
          <span>The server asks the API with the visitor’s own cookie.</span>
        </li>
        <li>
          <Link href="/sessions">Sessions</Link>
          <span>A server component of the App Router, and a button that ends a session.</span>
        </li>
      </ul>
    </>
  );
}
