import { defineSettings } from '../define-settings.ts';
import { hosts } from '../list-kinds.ts';
import { integer, secret, secretUrl, servicePort, text } from '../setting-kinds.ts';

/** Where things are kept. */
export const storageSettings = defineSettings({
  title: 'Storage',
  settings: {
    DATABASE_URL: secretUrl({
      schemes: ['sqlite', 'postgres', 'postgresql'],
      default: null,
      shownDefault: '`sqlite:DATA_DIR/stagedoor.db`',
      about:
        'Where the truth is kept. PostgreSQL on another host wants `?sslmode=verify-full` in production.',
    }),
    POSTGRES_DB: text({
      default: null,
      maxLength: 63,
      about:
        'The name of a PostgreSQL database, in place of DATABASE_URL: with the four below, as the image `postgres` and compose files say it. Beside DATABASE_URL it is refused.',
    }),
    POSTGRES_USER: text({ default: 'postgres', maxLength: 63, about: 'Who owns POSTGRES_DB.' }),
    POSTGRES_PASSWORD: secret({
      default: null,
      about: 'The password of POSTGRES_USER, as it is: nothing is percent-encoded.',
    }),
    POSTGRES_HOST: text({ default: 'db', about: 'Where POSTGRES_DB is: a host, or the folder of a socket.' }),
    POSTGRES_PORT: servicePort({ default: 5432, about: 'The port of POSTGRES_HOST.' }),
    DATABASE_POOL_SIZE: integer({
      default: 10,
      min: 2,
      max: 500,
      about:
        'The most connections that one process makes to PostgreSQL. One more follows its notifications; `migrate` takes one more while it runs.',
    }),
    REDIS_URL: secretUrl({
      schemes: ['redis', 'rediss'],
      default: null,
      about:
        'A cache that may be emptied at any moment. On another host production wants `rediss://` and a password. Production needs it for the session engines `cache` and `cached-database`.',
    }),
    STORAGE_TRUSTED_HOSTS: hosts({
      default: [],
      about:
        'Hosts of a private network where production takes PostgreSQL without TLS that proves the server, and Redis without TLS or password. This machine needs no naming.',
    }),
    DATA_DIR: text({
      default: './data',
      about: 'Files that Stagedoor keeps: the SQLite database, file sessions.',
    }),
  },
});
