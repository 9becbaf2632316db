'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Session } from 'stagedoor/client';
import { client } from '@/lib/client';

const KINDS: Record<Session['kind'], string> = {
  cookie: 'Browser',
  jwt: 'Application',
  'api-token': 'API token',
};
const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** Drawn by the server; the button asks the API from the browser, CSRF token and all. */
export function SessionList({ sessions }: { readonly sessions: readonly Session[] }) {
  const router = useRouter();
  const [problem, setProblem] = useState('');

  async function end(id: number): Promise<void> {
    const { error } = await client.endSession({ id });
    setProblem(error?.detail ?? '');
    router.refresh();
  }

  return (
    <>
      {problem !== '' && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <ul className="card sessions">
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <strong>{KINDS[session.kind]}</strong>
              {session.is_current && <span className="tag">this one</span>}
              <p className="agent">{session.user_agent || 'No name was given.'}</p>
              <time dateTime={session.last_activity}>{time.format(new Date(session.last_activity))} UTC</time>
            </div>
            {!session.is_current && (
              <button className="button quiet" type="button" onClick={() => end(session.id)}>
                End
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
