import {
  ADOPTION,
  fieldProblems,
  fillableFields,
  seesPasswords,
  withBackend,
} from '../backend/outside-backend.ts';
import { certificateProblem } from '../certificates.ts';
import type { Config } from '../complete-config.ts';
import type { Need, SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

const USERNAME_SLOT = '{username}';
/** RFC 4512, section 2.5. */
const ATTRIBUTE_NAME = /^(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)$/;

const named = withBackend('ldap');
const searched: Need = {
  words: 'ldap in AUTHENTICATION_BACKENDS, and LDAP_USER_BASE',
  isMet: (config) => named.isMet(config) && config.ldapUserBase !== null,
};

export const ldapRules: SettingRules = {
  needs: {
    LDAP_URL: named,
    LDAP_START_TLS: named,
    LDAP_CA_FILE: named,
    LDAP_TIMEOUT_SECONDS: named,
    LDAP_USER_BASE: named,
    LDAP_USER_FILTER: searched,
    LDAP_BIND_DN: searched,
    LDAP_BIND_PASSWORD: searched,
    LDAP_USER_DN_TEMPLATE: named,
    LDAP_ATTRIBUTES: named,
    LDAP_SUBJECT_ATTRIBUTE: named,
    LDAP_ADOPTS_USERS: named,
    LDAP_EMAILS_VERIFIED: named,
  },
  problems: (config) => (named.isMet(config) ? problemsOf(config) : []),
  productionProblems: (config) =>
    when(
      named.isMet(config) && config.ldapUrl?.startsWith('ldap:') === true && !config.ldapStartTls,
      'LDAP_URL must start with ldaps://, or LDAP_START_TLS be true, in production.',
    ),
  weakenings: (config) => [
    ...seesPasswords(config, 'ldap'),
    ...when(named.isMet(config) && config.ldapAdoptsUsers, `LDAP_ADOPTS_USERS: ${ADOPTION}`),
    ...when(
      named.isMet(config) && config.ldapEmailsVerified,
      'LDAP_EMAILS_VERIFIED: nobody here has seen that the addresses are theirs.',
    ),
  ],
};

function problemsOf(config: Config): string[] {
  const url = URL.parse(config.ldapUrl ?? '');
  const isDirectory = url !== null && /^ldaps?:$/.test(url.protocol) && url.hostname !== '';
  const { ldapUserBase: base, ldapUserDnTemplate: template, ldapBindDn, ldapBindPassword } = config;
  return [
    ...when(
      !isDirectory || url.username !== '' || !['', '/'].includes(url.pathname),
      'LDAP_URL must be an address such as ldaps://ldap.example.org, and nothing more.',
    ),
    ...when(
      url?.protocol === 'ldaps:' && config.ldapStartTls,
      'LDAP_START_TLS is for ldap://; ldaps:// is TLS already.',
    ),
    ...when(
      (base === null) === (template === null),
      'The directory needs either LDAP_USER_BASE or LDAP_USER_DN_TEMPLATE.',
    ),
    ...slotProblem('LDAP_USER_DN_TEMPLATE', template),
    ...slotProblem('LDAP_USER_FILTER', base === null ? null : config.ldapUserFilter),
    ...when(
      (ldapBindDn === null) !== (ldapBindPassword === null),
      'LDAP_BIND_DN and LDAP_BIND_PASSWORD go together: a name without a password proves nothing.',
    ),
    ...fieldProblems('LDAP_ATTRIBUTES', config.ldapAttributes, ['username', ...fillableFields(config)]),
    ...when(
      config.ldapSubjectAttribute !== null && !ATTRIBUTE_NAME.test(config.ldapSubjectAttribute),
      'LDAP_SUBJECT_ATTRIBUTE must be the name of an attribute, such as entryUUID.',
    ),
    ...certificateProblem('LDAP_CA_FILE', config.ldapCaFile),
  ];
}

function slotProblem(name: string, value: string | null): string[] {
  return when(
    value !== null && !value.includes(USERNAME_SLOT),
    `${name} must contain ${USERNAME_SLOT}, where the name goes.`,
  );
}
