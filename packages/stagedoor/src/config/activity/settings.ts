import { defineSettings } from '../define-settings.ts';
import { flag, integer } from '../setting-kinds.ts';

/** Who came from where, and for how long that is known. */
export const activitySettings = defineSettings({
  title: 'What is remembered',
  settings: {
    TRACK_VISITS: flag({
      default: true,
      about:
        'Remembers which user came from which address with which browser, for the owner’s list of devices.',
    }),
    STRANGER_VISIT_RETENTION_DAYS: integer({
      default: 90,
      min: 1,
      max: 3_650,
      about: 'Addresses and browsers of visitors who never logged in are forgotten after this.',
    }),
    VISIT_DAY_RETENTION_DAYS: integer({
      default: 730,
      min: 1,
      max: 36_500,
      about: 'Which users came on which day is forgotten after this; `users_per_day` counts no further back.',
    }),
  },
});
