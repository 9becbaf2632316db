import { REMOTE_USER_BACKEND } from '../../core/login/log-in-remote-user.ts';
import type { AuthenticationBackend, OutsidePolicy } from '../../core/user/authentication-backend.ts';

/** The proxy in front of the site as a back end: it knows no passwords, and says who is there by a header. */
export function createRemoteUserBackend(policy: OutsidePolicy): AuthenticationBackend {
  return {
    name: REMOTE_USER_BACKEND,
    outside: policy,
    authenticate: async () => ({ outcome: 'unknown', userId: null }),
  };
}
