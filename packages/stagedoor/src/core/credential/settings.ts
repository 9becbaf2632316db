import type { Settings as SessionSettings } from '../session/settings.ts';

/** What credential may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings extends SessionSettings {
  /** Every user has an API token from the start. */
  readonly apiTokenAtSignUp: boolean;
}
