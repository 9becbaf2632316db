import { unprovedAddressNames } from '../../user/find-by-identifier.ts';
import type { Settings } from '../settings.ts';

/**
 * How somebody may log in who has just signed up and not proved the address: `closed` not at all; `now` as ever;
 * `by-username` not by the address yet; `if-new` by an address that somebody else may have proved before, which nobody tells.
 */
export type LogInUntilActivated = 'closed' | 'now' | 'by-username' | 'if-new';

export function logInUntilActivated(
  settings: Pick<Settings, 'unverifiedMayLogIn' | 'logInBy' | 'signUpRevealsTakenEmail'>,
): LogInUntilActivated {
  const { unverifiedMayLogIn, logInBy, signUpRevealsTakenEmail } = settings;
  if (!unverifiedMayLogIn) return 'closed';
  if (logInBy === 'either' && !unprovedAddressNames(settings)) return 'by-username';
  return logInBy === 'email' && !signUpRevealsTakenEmail ? 'if-new' : 'now';
}
