import type { Settings as InvitationSettings } from './account/invitation/settings.ts';
import type { Settings as MaintenanceSettings } from './maintenance/settings.ts';
import type { Settings as WebhookSettings } from './webhook/settings.ts';

/** What the use cases may be told, each feature its own. Times are milliseconds unless the name says otherwise. */
export interface Settings extends MaintenanceSettings, WebhookSettings, InvitationSettings {}
