// The script of the page in browser.test.ts: a front end with React, as small as they get.

import { createElement, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient, type TokenStore } from '../../src/client/index.ts';
import { useSession } from '../../src/client/react.ts';

interface Page {
  readonly document: { getElementById(id: string): Element };
  readonly localStorage: { getItem(name: string): string | null; setItem(name: string, text: string): void };
}
const page = globalThis as unknown as Page;

const store: TokenStore = {
  get: () => JSON.parse(page.localStorage.getItem('tokens') ?? 'null'),
  set: (tokens) => page.localStorage.setItem('tokens', JSON.stringify(tokens)),
};

/** What the test asks of the page. */
const clients = { session: createClient(), jwt: createClient({ mode: 'jwt', store }) };
export type Clients = typeof clients;

function Who({ mode }: { readonly mode: keyof Clients }): ReactElement {
  const session = useSession(clients[mode]);
  const text = session.status === 'signed-in' ? `Welcome, ${session.user.username}!` : session.status;
  return createElement('p', { id: mode }, text);
}

const modes = Object.keys(clients) as (keyof Clients)[];
const people = modes.map((mode) => createElement(Who, { key: mode, mode }));
createRoot(page.document.getElementById('root')).render(people);
Object.assign(globalThis, { clients });
