import type { VNode } from 'preact';
import type { SignedInUser } from './page-context.ts';

/** Which account an act is about: a name that people chose may be anybody's, the username and the address are not. */
export function AccountName({
  user,
}: {
  user: Pick<SignedInUser, 'displayName' | 'username' | 'email'>;
}): VNode {
  const names = [user.username, user.email].filter((name) => name !== null && name !== '');
  return (
    <p class="account-name">
      {(names.length === 0 ? [user.displayName] : names).map((name) => (
        <span key={name} class="address">
          {name}
        </span>
      ))}
    </p>
  );
}
