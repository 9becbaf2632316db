import type { Dependencies } from './dependencies.ts';
import type { Session } from './session.ts';

/**
 * A back end that the site no longer trusts vouches for nobody, not even for those it logged in before,
 * whatever they carry.
 */
export function isStillTrusted(
  { authenticationBackends }: Pick<Dependencies, 'authenticationBackends'>,
  { backend }: Pick<Session, 'backend'>,
): boolean {
  return backend === null || authenticationBackends.some(({ name }) => name === backend);
}
