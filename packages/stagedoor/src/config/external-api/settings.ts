import { defineSettings } from '../define-settings.ts';
import { namePairs } from '../list-kinds.ts';
import { flag, integer, text } from '../setting-kinds.ts';

/** The external API that is asked at log-in. */
export const externalApiSettings = defineSettings({
  title: 'Outside back ends',
  settings: {
    EXTERNAL_AUTH_URL: text({
      default: null,
      about:
        'Where `external-api` posts a form with `username` and `password`; 200 with a JSON object is yes.',
    }),
    EXTERNAL_AUTH_FIELDS: namePairs({
      default: null,
      shownDefault: 'email, first_name, last_name and every extra field, each under its own name',
      about: 'Which members of its answer fill which fields, as `telefono,birthday=fecha_nacimiento`.',
    }),
    EXTERNAL_AUTH_SUBJECT_FIELD: text({
      default: null,
      shownDefault: 'the user name',
      maxLength: 64,
      about:
        'The member of its answer that stays a person’s whatever they are called, as `id`: a text, or a whole number of at most 15 digits.',
    }),
    EXTERNAL_AUTH_TIMEOUT_SECONDS: integer({
      default: 3,
      min: 1,
      max: 30,
      about: 'How long the whole of one question may take.',
    }),
    EXTERNAL_AUTH_CA_FILE: text({
      default: null,
      shownDefault: 'the authorities that Node trusts',
      about: 'A PEM file with the only authorities that may vouch for the API.',
    }),
    EXTERNAL_AUTH_ALLOW_PRIVATE: flag({
      default: false,
      about: 'The API may have an address of an inner network or of this machine.',
    }),
    EXTERNAL_AUTH_ADOPTS_USERS: flag({
      default: false,
      about: 'The API logs in users that it did not make: whoever has their names there.',
    }),
    EXTERNAL_AUTH_EMAILS_VERIFIED: flag({
      default: false,
      about: 'Addresses that the API tells count as verified.',
    }),
  },
});
