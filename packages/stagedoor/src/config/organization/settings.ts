import { organizationModes } from '../../core/organization/settings.ts';
import { defineSettings } from '../define-settings.ts';
import { choice, integer } from '../setting-kinds.ts';

/** Organizations: docs/guides/roles-and-organizations.md. */
export const organizationSettings = defineSettings({
  title: 'Organizations',
  settings: {
    ORGANIZATIONS: choice({
      words: organizationModes,
      default: 'off',
      about:
        'Whether there are organizations: none; `managed`, made by the operator and whoever holds `stagedoor.add_organization`; `open`, made by everybody whose address is proved, too.',
    }),
    ORGANIZATIONS_PER_USER: integer({
      default: 20,
      min: 1,
      max: 1_000,
      about: 'How many organizations one user may own.',
    }),
    ORGANIZATION_INVITATION_DAYS: integer({
      default: 7,
      min: 1,
      max: 90,
      about: 'How many days an invitation is good.',
    }),
  },
});
