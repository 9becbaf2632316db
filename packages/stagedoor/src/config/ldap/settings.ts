import { defineSettings } from '../define-settings.ts';
import { namePairs } from '../list-kinds.ts';
import { flag, integer, secret, text } from '../setting-kinds.ts';

/** The directory that is asked at log-in. */
export const ldapSettings = defineSettings({
  title: 'Outside back ends',
  settings: {
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
      about:
        'Which attributes fill which fields, extra fields too. `username` is how the directory spells it.',
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
  },
});
