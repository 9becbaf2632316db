import { after } from '../clock.ts';
import type { LetterUntilActivated } from '../outbox/letter.ts';
import { isOutsidePassword } from '../password/outside-password.ts';
import type { Settings } from '../settings.ts';
import type { User } from './user.ts';

/**
 * What holds for an account until its address is confirmed, for letters and pages that say it beforehand. As
 * `removeUnactivatedUsers` judges: staff, superusers and people of other systems stay, and so does everybody where the setting is off.
 */
export function untilActivated(
  settings: Pick<Settings, 'unverifiedMayLogIn' | 'removeUnactivatedAfterMs'>,
  user: Pick<User, 'isStaff' | 'isSuperuser' | 'dateJoined' | 'passwordHash'>,
): LetterUntilActivated {
  const { unverifiedMayLogIn: mayLogIn, removeUnactivatedAfterMs: ageMs } = settings;
  const stays = user.isStaff || user.isSuperuser || isOutsidePassword(user.passwordHash);
  if (ageMs === null || stays) return { mayLogIn, removedAt: null };
  return { mayLogIn, removedAt: after(user.dateJoined, ageMs).toISOString() };
}
