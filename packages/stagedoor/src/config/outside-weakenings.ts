import type { Config } from './complete-config.ts';
import { when } from './when.ts';

type BackendName = Config['authenticationBackends'][number];

/** What outside back ends may do, where that is more than vouching for people of their own. */
export function outsideWeakenings(config: Config): string[] {
  const { authenticationBackends: named } = config;
  const uses = (name: BackendName): boolean => named.includes(name);
  const before = (name: BackendName): boolean =>
    uses(name) && uses('password') && named.indexOf(name) < named.indexOf('password');
  return [
    ...when(before('external-api'), seesPasswords('external-api')),
    ...when(before('ldap'), seesPasswords('ldap')),
    ...when(
      uses('external-api') && config.externalAuthAllowPrivate,
      'EXTERNAL_AUTH_ALLOW_PRIVATE: names and passwords may be sent to addresses inside.',
    ),
    ...when(
      uses('external-api') && config.externalAuthAdoptsUsers,
      `EXTERNAL_AUTH_ADOPTS_USERS: ${ADOPTION}`,
    ),
    ...when(uses('ldap') && config.ldapAdoptsUsers, `LDAP_ADOPTS_USERS: ${ADOPTION}`),
    ...when(uses('remote-user') && config.remoteUserAdoptsUsers, `REMOTE_USER_ADOPTS_USERS: ${ADOPTION}`),
    ...when(
      uses('external-api') && config.externalAuthEmailsVerified,
      'EXTERNAL_AUTH_EMAILS_VERIFIED: nobody here has seen that the addresses are theirs.',
    ),
    ...when(
      uses('ldap') && config.ldapEmailsVerified,
      'LDAP_EMAILS_VERIFIED: nobody here has seen that the addresses are theirs.',
    ),
    ...when(
      uses('remote-user'),
      `REMOTE_USER_HEADER=${config.remoteUserHeader}: whoever sends it from TRUSTED_PROXIES is whom it names.`,
    ),
  ];
}

const ADOPTION = 'the outside system decides who our users are, staff too.';

function seesPasswords(name: BackendName): string {
  return `AUTHENTICATION_BACKENDS: ${name} stands before password, and is shown every password that is typed.`;
}
