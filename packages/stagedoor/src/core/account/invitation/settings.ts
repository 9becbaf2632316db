import type { Settings as OrganizationSettings } from '../../organization/settings.ts';
import type { Settings as AccountSettings } from '../settings.ts';

export interface Settings extends AccountSettings, OrganizationSettings {
  /** Whoever is invited may sign up with the invited address, where strangers may not. */
  readonly signUpByInvitation: boolean;
}
