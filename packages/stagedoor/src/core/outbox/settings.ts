import type { Settings as LimitSettings } from '../limit/settings.ts';
import type { Settings as LinkSettings } from '../link/settings.ts';

/** What outbox may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings extends LinkSettings, LimitSettings {
  readonly siteName: string;
}
