import { isUsablePassword } from '../password/password-hasher.ts';
import { isStillTrusted } from '../session/is-still-trusted.ts';
import type { Identity } from '../user/identity.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { PASSWORD_BACKEND } from './password-backend.ts';

/** Something that logs a user in, by itself. */
export type WayIn =
  | { readonly kind: 'password' }
  | { readonly kind: 'passkey' }
  | { readonly kind: 'identity'; readonly identity: Identity };

/**
 * Every way in that the user has, as the site is configured: what it does not ask any more opens nothing. Asked wherever one is
 * taken away: the last one stays.
 */
export async function waysIn(
  { identities, passkeys }: Pick<Stores, 'identities' | 'passkeys'>,
  deps: Pick<Dependencies, 'authenticationBackends' | 'webAuthn'>,
  user: Pick<User, 'id' | 'passwordHash' | 'managedBy'>,
): Promise<readonly WayIn[]> {
  const hasPassword =
    isStillTrusted(deps, { backend: PASSWORD_BACKEND }) && isUsablePassword(user.passwordHash);
  const known = await identities.listOfUser(user.id);
  const trusted = known.filter(({ provider }) => isStillTrusted(deps, { backend: provider }));
  const alone = (await passkeys.listOfUser(user.id)).filter(
    ({ kind, rpId }) => kind === 'passwordless' && rpId === deps.webAuthn.rpId && user.managedBy === null,
  );
  return [
    ...alone.map(() => ({ kind: 'passkey' }) as const),
    ...(hasPassword ? [{ kind: 'password' } as const] : []),
    ...trusted.map((identity) => ({ kind: 'identity', identity }) as const),
  ];
}
