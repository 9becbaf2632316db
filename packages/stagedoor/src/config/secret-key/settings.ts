import { defineSettings } from '../define-settings.ts';
import { secrets } from '../list-kinds.ts';
import { secret } from '../setting-kinds.ts';

/** The keys that sign and seal. */
export const secretKeySettings = defineSettings({
  title: 'Secrets',
  settings: {
    SECRET_KEY: secret({
      default: null,
      otherNames: ['DJANGO_SECRET_KEY'],
      shownDefault: 'in development a file in DATA_DIR',
      about:
        'Signs what visitors carry. At least 32 bytes, random. `DJANGO_SECRET_KEY` is another name for it.',
    }),
    SECRET_KEY_FALLBACKS: secrets({
      default: [],
      about:
        'Earlier keys that are still accepted, newest first; for JSON web tokens too, where JWT_SIGNING_KEY is not set.',
    }),
    CRYPTOGRAPHY_KEY: secret({
      default: null,
      shownDefault: 'in development a file in DATA_DIR',
      about: 'Encrypts what is stored. 32 bytes in URL-safe base64, as `stagedoor generate_key` prints them.',
    }),
    CRYPTOGRAPHY_KEY_FALLBACKS: secrets({
      default: [],
      about: 'Other keys that open what they sealed: earlier ones, and before a change the coming one.',
    }),
  },
});
