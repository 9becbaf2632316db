import type { Settings as OutboxSettings } from '../outbox/settings.ts';
import type { Settings as UserSettings } from '../user/settings.ts';

/** Whether there are organizations, and who may make one: nobody but who is allowed to, or everybody with a proved address. */
export const organizationModes = ['off', 'managed', 'open'] as const;

/** What organization may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings extends OutboxSettings, UserSettings {
  readonly organizations: {
    readonly mode: (typeof organizationModes)[number];
    readonly invitationMs: number;
    /** How many one user may own. */
    readonly mostOwned: number;
  };
}
