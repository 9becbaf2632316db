import type { NextApiRequest, NextApiResponse } from 'next';
import type { LogInAnswer } from '@/lib/log-in-answer';
import { clientFor } from '@/lib/server-client';

/** Sends what was typed on, and hands the cookies back. */
export default async function logIn(
  request: NextApiRequest,
  response: NextApiResponse<LogInAnswer>,
): Promise<void> {
  if (request.method !== 'POST') {
    response.status(405).json({ error: 'Method not allowed' });
    return;
  }
  const client = await clientFor(request.headers);
  const { error } = await client.logIn(request.body);
  response.setHeader('Set-Cookie', [...client.setCookies]);
  if (error === undefined) response.status(200).json({ success: true });
  else if (error.status === 0) response.status(500).json({ error: 'Login failed' });
  else response.status(error.status).json({ error });
}
