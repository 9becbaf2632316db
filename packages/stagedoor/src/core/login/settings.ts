import type { Settings as ActivitySettings } from '../activity/settings.ts';
import type { Settings as CredentialSettings } from '../credential/settings.ts';
import type { Settings as OutboxSettings } from '../outbox/settings.ts';

/** What login may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings extends OutboxSettings, CredentialSettings, ActivitySettings {
  /** Tokens, too: not only sessions of a browser. */
  readonly unverifiedMayHaveTokens: boolean;
  readonly notifyNewDevice: boolean;
}
