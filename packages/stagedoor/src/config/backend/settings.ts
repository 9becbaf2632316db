import { defineSettings } from '../define-settings.ts';
import { choices } from '../list-kinds.ts';

/** Who proves passwords: docs/guides/outside-back-ends.md tells this and the three back ends together. */
export const backendSettings = defineSettings({
  title: 'Outside back ends',
  settings: {
    AUTHENTICATION_BACKENDS: choices({
      words: ['password', 'external-api', 'ldap', 'remote-user'],
      aliases: {
        'django.contrib.auth.backends.ModelBackend': 'password',
        'django.contrib.auth.backends.RemoteUserBackend': 'remote-user',
        'django_auth_ldap.backend.LDAPBackend': 'ldap',
      },
      default: ['password'],
      about:
        'Who is asked at log-in, in this order; `password` is our own. A session counts only while its back end is listed. Django’s names work.',
    }),
  },
});
