import type { Throttles } from './limit/rate.ts';
import type { PasswordPolicy } from './password/password-policy.ts';
import type { JwtSettings } from './token/jwt-settings.ts';
import type { ExtraFields } from './user/extra-field.ts';
import type { FrontEndLinks } from './user/link-paths.ts';
import type { SignUpFields } from './user/sign-up-fields.ts';

/**
 * One limit: more than `attempts` in `windowMs` blocks for `blockMs`, doubling with each further block up to
 * `maxBlockMs`; forgotten after `windowMs` without an attempt since the last block's end.
 */
export interface Limit {
  readonly attempts: number;
  readonly windowMs: number;
  readonly blockMs: number;
  readonly maxBlockMs: number;
}

/** What the use cases may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings {
  readonly siteName: string;
  /** What a person logs in with. */
  readonly logInBy: 'email' | 'username' | 'either';
  readonly signUpOpen: boolean;
  readonly signUpFields: SignUpFields;
  /** Settings of the source documents that weaken the default; boot lists those that are on. */
  readonly signUpRevealsTakenEmail: boolean;
  readonly logInAfterSignUp: boolean;
  readonly unverifiedMayLogIn: boolean;
  /** Tokens, too: not only sessions of a browser. */
  readonly unverifiedMayHaveTokens: boolean;
  /** An account that was in use, or whose address others claim too, is activated with a new password. */
  readonly activationAsksPassword: boolean;
  readonly extraFields: ExtraFields;
  readonly passwordPolicy: PasswordPolicy;
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
  readonly links: FrontEndLinks & {
    readonly activationMs: number;
    readonly passwordResetMs: number;
    readonly emailChangeMs: number;
    readonly emailChangeUndoMs: number;
  };
  /** Failed log-ins and resets leave no earlier than this after they came. */
  readonly failureFloorMs: number;
  /** How long a ticket is good for. */
  readonly ticketSeconds: number;
  readonly limits: {
    readonly logInPerAccount: Limit;
    readonly logInPerDevice: Limit;
    readonly logInPerSource: Limit;
    readonly signUpPerSource: Limit;
    readonly mailPerAddress: Limit;
    readonly resetPerAddress: Limit;
    readonly mailPerSource: Limit;
    readonly passwordPerUser: Limit;
    readonly linkPerSource: Limit;
  };
  readonly throttles: Throttles;
  /** Accounts never activated are removed this long after sign-up; null leaves them. Activation links never outlive it. */
  readonly removeUnactivatedAfterMs: number | null;
  readonly notifyNewDevice: boolean;
  /** How long records are kept; null for ever. */
  readonly retention: {
    readonly auditMs: number | null;
    readonly strangerVisitsMs: number;
    readonly visitDaysMs: number;
  };
  readonly jwt: JwtSettings;
  /** The answer with an API token says whose it is, too. */
  readonly apiTokenTellsUser: boolean;
  /** Every user has an API token from the start. */
  readonly apiTokenAtSignUp: boolean;
  /** An API token by which its owner changes the password stays good, as it does in Django. */
  readonly apiTokenSurvivesPasswordChange: boolean;
}
