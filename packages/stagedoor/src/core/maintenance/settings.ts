import type { Settings as AccountSettings } from '../account/settings.ts';

/** What maintenance may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings extends AccountSettings {}
