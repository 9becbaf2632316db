import Head from 'next/head';
import { useRouter } from 'next/router';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import type { LogInBody } from 'stagedoor/client';
import { client } from '@/lib/client';
import type { LogInAnswer } from '@/lib/log-in-answer';

type Problem = Extract<LogInAnswer, { error: unknown }>['error'];

async function logIn(input: LogInBody): Promise<Problem | undefined> {
  try {
    const response = await fetch('/api/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const answer = (await response.json()) as LogInAnswer;
    return 'error' in answer ? answer.error : undefined;
  } catch {
    // No answer, or none of ours.
    return 'Login failed';
  }
}

/** What to say of a problem, by its code. */
function sentenceOf(problem: Problem): ReactNode {
  if (typeof problem === 'string') return 'The log-in did not go through. Try again in a moment.';
  switch (problem.code) {
    case 'invalid-credentials':
      return 'That name and that password do not belong together.';
    case 'throttled':
      return `Too many attempts. Try again in ${problem.retryAfterSeconds} seconds.`;
    case 'stage-required':
      return (
        <>
          One more step is needed. <a href="/accounts/profile/">Go on there</a>.
        </>
      );
    default:
      return problem.detail;
  }
}

export default function LogInPage() {
  const router = useRouter();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    const failure = await logIn({
      username: String(fields.get('username')),
      password: String(fields.get('password')),
    });
    setBusy(false);
    setProblem(failure);
    if (failure !== undefined) return;
    await client.session.load();
    await router.push('/profile');
  }

  return (
    <>
      <Head>
        <title>Log in · Playbill</title>
      </Head>
      <section className="card interface">
        <h1>Log in</h1>
        {/* Until the script has come, what is typed must not end up in the address. */}
        <form method="post" onSubmit={submit}>
          {problem !== undefined && (
            <p className="problem" role="alert">
              {sentenceOf(problem)}
            </p>
          )}
          <label>
            Username or email address
            <input name="username" autoComplete="username" autoCapitalize="none" required />
          </label>
          <label>
            Password
            <input name="password" type="password" autoComplete="current-password" required />
          </label>
          <button className="button" type="submit" disabled={isBusy}>
            {isBusy ? 'Logging in…' : 'Log in'}
          </button>
        </form>
        <p className="aside">
          No account yet? <a href="/accounts/signup/">Open one</a>.
        </p>
      </section>
    </>
  );
}
