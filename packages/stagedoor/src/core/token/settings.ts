import type { Settings as LoginSettings } from '../login/settings.ts';
import type { JwtSettings } from './jwt-settings.ts';

/** What token may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings extends LoginSettings {
  readonly jwt: JwtSettings;
  /** How long a ticket is good for. */
  readonly ticketSeconds: number;
  /** The answer with an API token says whose it is, too. */
  readonly apiTokenTellsUser: boolean;
}
