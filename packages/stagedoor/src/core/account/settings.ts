import type { Settings as PasswordSettings } from '../password/settings.ts';
import type { Settings as TokenSettings } from '../token/settings.ts';
import type { SignUpFields } from './sign-up-fields.ts';

/** What account may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings extends PasswordSettings, TokenSettings {
  readonly signUpOpen: boolean;
  readonly signUpFields: SignUpFields;
  readonly logInAfterSignUp: boolean;
  /** Accounts never activated are removed this long after sign-up; null leaves them. Activation links never outlive it. */
  readonly removeUnactivatedAfterMs: number | null;
  /** An API token by which its owner changes the password stays good, as it does in Django. */
  readonly apiTokenSurvivesPasswordChange: boolean;
}
