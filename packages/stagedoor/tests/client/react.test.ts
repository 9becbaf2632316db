import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { createClient, type SessionState, type User } from '../../src/client/index.ts';
import { useSession } from '../../src/client/react.ts';

/* What a server draws; tests/client/browser.test.ts has the rest. */

const user = { id: 7, username: 'ana' } as User;
const client = createClient({ baseUrl: 'http://127.0.0.1:1' });

function Who({ drawn }: { readonly drawn?: SessionState<User> }) {
  const session = useSession(client, drawn);
  return createElement('p', null, session.status === 'signed-in' ? session.user.username : session.status);
}

it('a server draws what it knows, and asks nobody', () => {
  expect(renderToString(createElement(Who))).toBe('<p>loading</p>');
  expect(renderToString(createElement(Who, { drawn: { status: 'signed-in', user } }))).toBe('<p>ana</p>');
  expect(renderToString(createElement(Who, { drawn: { status: 'signed-out' } }))).toBe('<p>signed-out</p>');
});

it('what is known of one request is nothing that the next one sees', () => {
  renderToString(createElement(Who, { drawn: { status: 'signed-in', user } }));
  expect(client.session.get()).toEqual({ status: 'loading' });
});
