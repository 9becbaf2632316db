import { defineSettings } from '../define-settings.ts';
import { choices, words } from '../list-kinds.ts';
import { integer, text } from '../setting-kinds.ts';

/** What a new password must be. */
export const passwordSettings = defineSettings({
  title: 'Passwords',
  django: { PASSWORD_MIN_LENGTH: '8' },
  settings: {
    PASSWORD_MIN_LENGTH: integer({
      default: 12,
      min: 8,
      max: 128,
      about: 'The fewest characters (code points) of a new password.',
    }),
    PASSWORD_MAX_SIMILARITY: integer({
      default: 70,
      min: 10,
      max: 100,
      about: 'From this likeness (per cent) to name or address on, a new password is refused.',
    }),
    PASSWORD_MAX_LENGTH: integer({
      default: 1_024,
      min: 64,
      max: 4_096,
      about: 'The most characters of a new password; 4096 bytes end every one.',
    }),
    PASSWORD_VALIDATORS: choices({
      words: ['similarity', 'minimum-length', 'common', 'numeric', 'context', 'composition'],
      aliases: {
        'django.contrib.auth.password_validation.UserAttributeSimilarityValidator': 'similarity',
        'django.contrib.auth.password_validation.MinimumLengthValidator': 'minimum-length',
        'django.contrib.auth.password_validation.CommonPasswordValidator': 'common',
        'django.contrib.auth.password_validation.NumericPasswordValidator': 'numeric',
      },
      default: ['similarity', 'minimum-length', 'common', 'numeric', 'context', 'composition'],
      about: 'The rules for new passwords, in their order; the length rule always runs. Django’s names work.',
    }),
    PASSWORD_COMPOSITION: choices({
      words: ['letter', 'upper', 'digit', 'lower'],
      default: [],
      about: 'Kinds of characters that new passwords must have.',
    }),
    BREACHED_PASSWORDS_URL: text({
      default: null,
      about:
        'Where new passwords are looked for among those of breaches: `https://api.pwnedpasswords.com`, or a copy of it. Five characters of a hash are sent, those of some 800 passwords alike; whoever does not answer in 1.5 s holds nobody up.',
    }),
    PASSWORD_CONTEXT_WORDS: words({
      default: [],
      about:
        'Words that guessers try first: product, organization, roles. SITE_NAME and the host are always among them.',
    }),
  },
});
