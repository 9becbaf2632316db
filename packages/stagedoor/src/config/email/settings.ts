import { defineSettings } from '../define-settings.ts';
import { integer } from '../setting-kinds.ts';

/** The links by which an address is changed, and the change taken back. */
export const emailSettings = defineSettings({
  title: 'Links by e-mail',
  settings: {
    EMAIL_CHANGE_LINK_HOURS: integer({
      default: 24,
      min: 1,
      max: 720,
      about: 'How long the link lives that confirms a new address.',
    }),
    EMAIL_CHANGE_UNDO_DAYS: integer({
      default: 7,
      min: 1,
      max: 90,
      about: 'How long the old address can take a change of address back.',
    }),
  },
});
