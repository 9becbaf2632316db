import { after } from '../clock.ts';
import type { LetterUntilActivated } from '../outbox/letter.ts';
import { isOutsidePassword } from '../password/outside-password.ts';
import type { Settings } from '../settings.ts';
import { logInUntilActivated } from './log-in-until-activated.ts';
import type { User } from './user.ts';

/**
 * What holds for an account until its address is confirmed, for letters and pages that say it beforehand. As
 * `removeUnactivatedUsers` judges: staff, superusers and people of other systems stay, and so does everybody where the setting is off.
 */
export function untilActivated(
  settings: Pick<
    Settings,
    'unverifiedMayLogIn' | 'logInBy' | 'signUpRevealsTakenEmail' | 'removeUnactivatedAfterMs'
  >,
  user: Pick<User, 'isStaff' | 'isSuperuser' | 'dateJoined' | 'passwordHash'>,
): LetterUntilActivated {
  const { removeUnactivatedAfterMs: ageMs } = settings;
  const logIn = logInUntilActivated(settings);
  const stays = user.isStaff || user.isSuperuser || isOutsidePassword(user.passwordHash);
  if (ageMs === null || stays) return { logIn, removedAt: null };
  return { logIn, removedAt: after(user.dateJoined, ageMs).toISOString() };
}
