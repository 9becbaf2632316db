import type { Settings as AuditSettings } from '../audit/settings.ts';
import type { FrontEndLinks } from './link-paths.ts';

/** What link may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings extends AuditSettings {
  readonly links: FrontEndLinks & {
    readonly activationMs: number;
    readonly passwordResetMs: number;
    readonly emailChangeMs: number;
    readonly emailChangeUndoMs: number;
  };
}
