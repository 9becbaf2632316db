import type { Dependencies } from '../dependencies.ts';
import { hashSecret } from '../secret-value.ts';
import type { Principal } from './session.ts';

const SESSION_KEY = /^[a-z0-9]{32}$/;

/** Who a session key belongs to, as of now; null for nobody. The hot read of every request: one look-up. */
export function findPrincipal(
  deps: Pick<Dependencies, 'sessions' | 'clock'>,
  input: { readonly sessionKey: string },
): Promise<Principal | null> {
  if (!SESSION_KEY.test(input.sessionKey)) return Promise.resolve(null);
  return deps.sessions.findPrincipal(hashSecret('session', input.sessionKey), deps.clock.now());
}
