import type { Settings as AuditSettings } from '../audit/settings.ts';

/** What session may be told, but for what is to be passed on the way. Times are milliseconds unless the name says otherwise. */
export interface Policy extends AuditSettings {
  readonly session: {
    /** Idle end of a remembered session (Django's SESSION_COOKIE_AGE): 1209600. */
    readonly ageSeconds: number;
    /** The end whatever happens, default 30 days; for staff 12 hours. */
    readonly maxAgeSeconds: number;
    readonly staffAgeSeconds: number;
    readonly staffMaxAgeSeconds: number;
    readonly saveEveryRequest: boolean;
    readonly expireAtBrowserClose: boolean;
    /** The most sessions a user may have at once; the oldest ends first. */
    readonly maxPerUser: number;
    /** Activity is written at most this often for one session. */
    readonly touchAfterMs: number;
  };
  /** Sensitive acts ask for the password again when the last proof is older. */
  readonly reauthenticationWindowMs: number;
  /** An account that was in use, or whose address others claim too, is activated with a new password. */
  readonly activationAsksPassword: boolean;
}
