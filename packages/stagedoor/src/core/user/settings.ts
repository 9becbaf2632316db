import type { ExtraFields } from './extra-field.ts';

/** What user may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings {
  /** What a person logs in with. */
  readonly logInBy: 'email' | 'username' | 'either';
  readonly extraFields: ExtraFields;
  /** The address below which pictures of users are (`https://example.org/media/`); null where the site has none. */
  readonly picturesAt: string | null;
  /** Settings of the source documents that weaken the default; boot lists those that are on. */
  readonly signUpRevealsTakenEmail: boolean;
  readonly unverifiedMayLogIn: boolean;
}
