import { defineSettings } from '../define-settings.ts';
import { flag, integer } from '../setting-kinds.ts';

/** The picture of a user: docs/guides/users.md. */
export const pictureSettings = defineSettings({
  title: 'Pictures',
  settings: {
    USER_PICTURES: flag({
      default: false,
      about:
        'Whether users show a picture of themselves, which is drawn anew and kept in DATA_DIR/media. Needs the package sharp.',
    }),
    UPLOAD_LIMIT_BYTES: integer({
      default: 5_242_880,
      min: 65_536,
      max: 20_971_520,
      about:
        'The largest request body where a file is taken; more is a 413. BODY_LIMIT_BYTES holds everywhere else.',
    }),
  },
});
