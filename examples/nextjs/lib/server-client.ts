import type { IncomingHttpHeaders } from 'node:http';
import { type Client, createClient } from 'stagedoor/client';
import { accounts } from './accounts';

/** What the accounts want to know of a visitor: for the list of sessions, for the limits, for the language of refusals. */
const HANDED_ON = ['user-agent', 'accept-language', process.env.CLIENT_ADDRESS_HEADER ?? ''];

/**
 * The same client on the server, as whoever sent the request that is being answered. It asks in process; for accounts that
 * run elsewhere, leave `fetch` out and let `baseUrl` name them.
 *
 * @param sent the headers of that request
 */
export async function clientFor(sent: IncomingHttpHeaders): Promise<Client> {
  const handle = await accounts();
  const known = HANDED_ON.map((name): [string, string] => [name, String(sent[name] ?? '')]);
  return createClient({
    baseUrl: process.env.PUBLIC_URL ?? 'http://127.0.0.1:3000',
    cookie: sent.cookie ?? '',
    headers: Object.fromEntries(known.filter(([, value]) => value !== '')),
    fetch: (input, init) => handle(new Request(input, init)),
  });
}
