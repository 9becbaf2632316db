// The script of the page in browser.test.ts: a front end with React, as small as they get.

import { createElement, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient, type TokenStore } from '../../src/client/index.ts';
import { useSession } from '../../src/client/react.ts';

const { document } = globalThis as unknown as {
  readonly document: { cookie: string; getElementById(id: string): Element };
};

/** In a cookie, which all tabs read as it is; what one writes into `localStorage` another may see a moment later. */
const store: TokenStore = {
  get: () => JSON.parse(decodeURIComponent(/(?:^|; )tokens=([^;]+)/.exec(document.cookie)?.[1] ?? 'null')),
  set: (tokens) => {
    document.cookie = `tokens=${encodeURIComponent(JSON.stringify(tokens))}`;
  },
};

/** What the test asks of the page. */
const clients = {
  session: createClient(),
  cookies: createClient({ mode: 'token-cookie' }),
  jwt: createClient({ mode: 'jwt', store }),
};
export type Clients = typeof clients;

function Who({ mode }: { readonly mode: keyof Clients }): ReactElement {
  const session = useSession(clients[mode]);
  const text = session.status === 'signed-in' ? `Welcome, ${session.user.username}!` : session.status;
  return createElement('p', { id: mode }, text);
}

const modes = Object.keys(clients) as (keyof Clients)[];
const people = modes.map((mode) => createElement(Who, { key: mode, mode }));
createRoot(document.getElementById('root')).render(people);
Object.assign(globalThis, { clients });
