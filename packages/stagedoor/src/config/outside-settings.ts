import { choices, namePairs } from './list-kinds.ts';
import { flag, integer, secret, text } from './setting-kinds.ts';

/** The settings of who proves passwords besides us: docs/guides/outside-back-ends.md tells them together. */
export const outsideSettings = {
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
  EXTERNAL_AUTH_URL: text({
    default: null,
    about: 'Where `external-api` posts a form with `username` and `password`; 200 with a JSON object is yes.',
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
  LDAP_URL: text({
    default: null,
    about: 'The directory of `ldap`: `ldaps://ldap.example.org`, or `ldap://` with LDAP_START_TLS.',
  }),
  LDAP_START_TLS: flag({ default: false, about: 'Turns `ldap://` into TLS before anything is said.' }),
  LDAP_CA_FILE: text({
    default: null,
    shownDefault: 'the authorities that Node trusts',
    about: 'A PEM file with the only authorities that may vouch for the directory.',
  }),
  LDAP_TIMEOUT_SECONDS: integer({
    default: 3,
    min: 1,
    max: 30,
    about: 'How long the whole of one question may take.',
  }),
  LDAP_USER_BASE: text({
    default: null,
    about: 'Under which entry people are searched for, as `ou=people,dc=example,dc=org`.',
  }),
  LDAP_USER_FILTER: text({
    default: '(uid={username})',
    shownDefault: '`(uid={username})`',
    about: 'What finds the entry of a name. The name is escaped; two entries are as good as none.',
  }),
  LDAP_BIND_DN: text({
    default: null,
    shownDefault: 'nobody: the search is anonymous',
    about: 'The entry of the service that searches.',
  }),
  LDAP_BIND_PASSWORD: secret({ default: null, about: 'Its password.' }),
  LDAP_USER_DN_TEMPLATE: text({
    default: null,
    about: 'Instead of a search: the DN of a name, as `uid={username},ou=people,dc=example,dc=org`.',
  }),
  LDAP_ATTRIBUTES: namePairs({
    default: [
      { here: 'username', there: 'uid' },
      { here: 'email', there: 'mail' },
      { here: 'first_name', there: 'givenName' },
      { here: 'last_name', there: 'sn' },
    ],
    about: 'Which attributes fill which fields, extra fields too. `username` is how the directory spells it.',
  }),
  LDAP_SUBJECT_ATTRIBUTE: text({
    default: null,
    shownDefault: 'the user name',
    maxLength: 64,
    about:
      'The attribute that stays a person’s whatever they are called: `entryUUID` of OpenLDAP, `objectGUID` of Active Directory.',
  }),
  LDAP_ADOPTS_USERS: flag({
    default: false,
    about: 'The directory logs in users that it did not make: whoever has their names there.',
  }),
  LDAP_EMAILS_VERIFIED: flag({
    default: false,
    about: 'Addresses that the directory tells count as verified.',
  }),
  REMOTE_USER_HEADER: text({
    default: null,
    maxLength: 100,
    about:
      'The header in which a proxy of TRUSTED_PROXIES names whom it has logged in (`remote-user`). The proxy must drop the visitor’s own.',
  }),
  REMOTE_USER_CREATES_USERS: flag({
    default: true,
    about: 'Whom the proxy names and nobody knows becomes a user, as in Django.',
  }),
  REMOTE_USER_ADOPTS_USERS: flag({
    default: false,
    about: 'The proxy logs in users that it did not make, too.',
  }),
} as const;
