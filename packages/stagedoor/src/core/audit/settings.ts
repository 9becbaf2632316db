import type { Settings as UserSettings } from '../user/settings.ts';

/** What audit may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings extends UserSettings {
  /** How long records are kept; null for ever. */
  readonly retention: {
    readonly auditMs: number | null;
    readonly strangerVisitsMs: number;
    readonly visitDaysMs: number;
  };
}
