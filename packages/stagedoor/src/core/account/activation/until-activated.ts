import { after } from '../../kernel/clock.ts';
import type { EmailAddress } from '../../user/email-address-store.ts';
import type { User } from '../../user/user.ts';
import type { Settings } from '../settings.ts';
import { type LogInUntilActivated, logInUntilActivated } from './log-in-until-activated.ts';

type Judged = Pick<User, 'isStaff' | 'isSuperuser' | 'managedBy'>;
type JudgedAddress = Pick<EmailAddress, 'isPrimary' | 'isVerified'>;

export interface UntilActivated {
  readonly logIn: LogInUntilActivated;
  /** Null where an account that nobody activates is kept. */
  readonly removedAt: Date | null;
}

/**
 * What holds for an account until its address is confirmed, for e-mails and pages that say it beforehand: `removedAt` is the
 * moment after which `removeUnactivatedUsers` takes it away.
 */
export function untilActivated(
  settings: Pick<
    Settings,
    'unverifiedMayLogIn' | 'logInBy' | 'signUpRevealsTakenEmail' | 'removeUnactivatedAfterMs'
  >,
  user: Judged & Pick<User, 'dateJoined'>,
  addresses: readonly JudgedAddress[],
): UntilActivated {
  const { removeUnactivatedAfterMs: ageMs } = settings;
  const logIn = logInUntilActivated(settings);
  if (ageMs === null || !isUnactivated(user, addresses)) return { logIn, removedAt: null };
  return { logIn, removedAt: after(user.dateJoined, ageMs) };
}

/**
 * Whether nobody ever stood behind the account, so that it goes once it is old enough. Staff, superusers and people of other
 * systems stay; so does whoever proved any address, or came without one (what was added since may wait for its e-mail).
 * Each store's `findUnactivated` judges the same.
 */
export function isUnactivated(user: Judged, addresses: readonly JudgedAddress[]): boolean {
  if (user.isStaff || user.isSuperuser || user.managedBy !== null) return false;
  return addresses.some(({ isPrimary }) => isPrimary) && addresses.every(({ isVerified }) => !isVerified);
}
