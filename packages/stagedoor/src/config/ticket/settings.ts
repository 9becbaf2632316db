import { defineSettings } from '../define-settings.ts';
import { integer } from '../setting-kinds.ts';

/** What opens one WebSocket or one download. */
export const ticketSettings = defineSettings({
  title: 'Other tokens',
  settings: {
    TICKET_SECONDS: integer({
      default: 30,
      min: 5,
      max: 60,
      about: 'Seconds for which a single-use ticket opens a WebSocket or a download.',
    }),
  },
});
