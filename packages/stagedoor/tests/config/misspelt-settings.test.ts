import { describe, expect, test } from 'vitest';
import { misspeltSettings } from '../../src/config/misspelt-settings.ts';
import { settingsTable } from '../../src/config/settings-table.ts';

/** What shells, containers, Node, PostgreSQL, clouds and Django sites put beside our settings. */
const OTHERS =
  'PATH HOME HOST HOSTNAME PORT PORTS SORT POST USER USERNAME LOGNAME SHELL PWD OLDPWD TERM LANG LANGUAGE LC_ALL EDITOR PAGER ' +
  'TMPDIR DISPLAY MAIL MAILTO MAILCHECK SHLVL XDG_DATA_DIRS XDG_DATA_HOME XDG_SESSION_ID XDG_SESSION_TYPE SESSION_MANAGER ' +
  'DBUS_SESSION_BUS_ADDRESS SSH_AUTH_SOCK NODE_OPTIONS NODE_PATH NODE_VERSION NPM_TOKEN npm_config_cache npm_package_name ' +
  'npm_lifecycle_event npm_config_user_agent PGHOST PGPORT PGUSER PGPASSWORD PGDATA PGDATABASE PGSSLMODE POSTGRES_USER ' +
  'POSTGRES_PASSWORD POSTGRES_DB REDIS_HOST REDIS_PORT REDIS_PASSWORD LDAPCONF LDAPRC LDAPTLS_CACERT AWS_ACCESS_KEY_ID ' +
  'AWS_SECRET_ACCESS_KEY AWS_REGION KUBERNETES_SERVICE_HOST KUBERNETES_PORT SERVICE_NAME SITE_ROOT APP_NAME CI DEBUG ' +
  'DJANGO_SETTINGS_MODULE DJANGO_DEBUG EMAIL_HOST EMAIL_PORT EMAIL_HOST_USER EMAIL_HOST_PASSWORD EMAIL_USE_TLS ' +
  'DEFAULT_FROM_EMAIL SERVER_EMAIL STATIC_URL STATIC_ROOT MEDIA_URL MEDIA_ROOT TIME_ZONE LANGUAGE_CODE USE_TZ ROOT_URLCONF ' +
  'WSGI_APPLICATION PYTHONPATH VIRTUAL_ENV HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy SSL_CERT_FILE SSL_CERT_DIR INVOCATION_ID ' +
  'JOURNAL_STREAM LISTEN_FDS LISTEN_PID COLORTERM FORCE_COLOR VITEST TEST_DATABASE_URL';

describe('a variable that is nearly called as a setting', () => {
  test.each([
    ['SESION_COOKIE_AGE', 'SESSION_COOKIE_AGE'],
    ['SECRETKEY', 'SECRET_KEY'],
    ['secret_key', 'SECRET_KEY'],
    ['SERCET_KEY', 'SECRET_KEY'],
    ['LIMIT_LOGIN_PERACCOUNT', 'LIMIT_LOGIN_PER_ACCOUNT'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['ALOWED_HOST', 'ALLOWED_HOSTS'],
    ['SECRET_KEYFILE', 'SECRET_KEY_FILE'],
    ['CSRF_TRUSTED_ORIGIN', 'CSRF_TRUSTED_ORIGINS'],
    ['METRIC', 'METRICS'],
    ['METRIX', 'METRICS'],
    ['METRIX_TOKEN', 'METRICS_TOKEN'],
    ['STAGEDOOR_SECRET_KEY', 'SECRET_KEY'],
    ['STAGEDOOR_PORT', 'PORT'],
    ['stagedoor_host', 'HOST'],
    ['STAGEDOOR_SESION_COOKIE_AGE', 'SESSION_COOKIE_AGE'],
    ['Metrics', 'METRICS'],
    ['port', 'PORT'],
    ['Host', 'HOST'],
  ])('is named: %s for %s', (name, meant) => {
    const lines = misspeltSettings({ [name]: 'a value not to be told' });
    expect(lines).toEqual([`${name} is no setting and changes nothing; did you mean ${meant}?`]);
  });

  test('is let be where it is empty, or where the setting is set too', () => {
    expect(misspeltSettings({ SECRETKEY: ' ' })).toEqual([]);
    expect(misspeltSettings({ SECRETKEY: 'one', SECRET_KEY: 'other' })).toEqual([]);
  });

  test('is none of ours among the variables of other programs, nor among our own', () => {
    const others = Object.fromEntries(OTHERS.split(' ').map((name) => [name, 'x']));
    expect(misspeltSettings(others)).toEqual([]);
    expect(
      misspeltSettings({ STAGEDOOR_PORT: 'tcp://10.0.0.11:8000', STAGEDOOR_PORT_8000_TCP_PORT: '8000' }),
    ).toEqual([]);
    expect(misspeltSettings({ STAGEDOOR_SERVICE_HOST: '10.0.0.11', STAGEDOOR_SERVICE_PORT: '8000' })).toEqual(
      [],
    );
    for (const name of Object.keys(settingsTable)) expect(misspeltSettings({ [name]: 'x' })).toEqual([]);
    expect(misspeltSettings({ DJANGO_SECRET_KEY: 'x', SECRET_KEY_FILE: 'x' })).toEqual([]);
  });
});
