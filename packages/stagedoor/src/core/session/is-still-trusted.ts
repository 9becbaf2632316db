import type { Dependencies } from './dependencies.ts';
import type { Session } from './session.ts';

/** By which whoever a passkey logged in is known to have come. The site looks at passkeys itself, and asks no back end. */
export const PASSKEY_BACKEND = 'passkey';

/**
 * A back end that the site no longer trusts vouches for nobody, not even for those it logged in before,
 * whatever they carry.
 */
export function isStillTrusted(
  { authenticationBackends }: Pick<Dependencies, 'authenticationBackends'>,
  { backend }: Pick<Session, 'backend'>,
): boolean {
  return (
    backend === null ||
    backend === PASSKEY_BACKEND ||
    authenticationBackends.some(({ name }) => name === backend)
  );
}
