'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { useSession } from 'stagedoor/client/react';
import { client } from '@/lib/client';
import { hasRole } from '@/lib/role-of-user';

/** Every page: the name of the site, who is logged in, and the page itself. */
export function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="bar">
        <Link className="wordmark" href="/">
          Playbill
        </Link>
        <nav className="places" aria-label="Site">
          <Link href="/profile">Profile</Link>
          <Link href="/sessions">Sessions</Link>
          <PlacesOfRoles />
        </nav>
        <Visitor />
      </header>
      <main id="main">{children}</main>
      <footer className="foot">
        <p>
          Accounts by Stagedoor: <a href="/accounts/signup/">open one</a>, or see{' '}
          <a href="/accounts/profile/">its own pages</a>.
        </p>
      </footer>
    </>
  );
}

/** Where somebody's roles lead. */
function PlacesOfRoles() {
  const session = useSession(client);
  if (session.status !== 'signed-in') return null;
  return (
    <>
      {hasRole(session.user, 'Vendor') && <Link href="/vendor">Your offers</Link>}
      {hasRole(session.user, 'Administrator') && <Link href="/administrator">The house</Link>}
    </>
  );
}

function Visitor() {
  const session = useSession(client);
  if (session.status === 'loading') return <p className="visitor" aria-busy="true" />;
  if (session.status !== 'signed-in') {
    return (
      <p className="visitor">
        <Link className="button quiet" href="/login">
          Log in
        </Link>
      </p>
    );
  }
  return (
    <p className="visitor">
      <span className="name">{session.user.username ?? session.user.email}</span>
      <button className="button quiet" type="button" onClick={leave}>
        Log out
      </button>
    </p>
  );
}

async function leave(): Promise<void> {
  const { error } = await client.logOut();
  // A page that a server drew for somebody is not to stay on the screen.
  if (error === undefined) location.assign('/');
}
