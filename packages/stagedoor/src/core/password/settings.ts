import type { PasswordPolicy } from './password-policy.ts';

/** What password may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings {
  readonly passwordPolicy: PasswordPolicy;
}
