import type { Settings as LimitSettings } from '../limit/settings.ts';
import type { Settings as SessionSettings } from '../session/settings.ts';

/** What activity may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings extends SessionSettings, LimitSettings {}
