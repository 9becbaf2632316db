import type { IncomingHttpHeaders } from 'node:http';
import type { User } from 'stagedoor/client';
import { clientFor } from './server-client';

/** Who sent the request with these headers; null whatever goes wrong. */
export async function getUser(headers: IncomingHttpHeaders): Promise<User | null> {
  try {
    const client = await clientFor(headers);
    const { data } = await client.getMe();
    return data ?? null;
  } catch {
    // The accounts cannot be opened: nobody is logged in.
    return null;
  }
}
