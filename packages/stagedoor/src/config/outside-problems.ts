import type { Config } from './complete-config.ts';
import type { NamePair } from './list-kinds.ts';
import { readCertificates } from './mail-problems.ts';
import { meantInstead } from './near-misses.ts';
import { when } from './when.ts';

const USERNAME_SLOT = '{username}';
/** RFC 4512, section 2.5. */
const ATTRIBUTE_NAME = /^(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)$/;
const HEADER_NAME = /^[a-z0-9][a-z0-9_-]*$/i;
/** Headers that mean something else, or that every visitor may send. */
const NOT_FOR_NAMES =
  /^(?:host|cookie|authorization|origin|referer|user-agent|content-.*|accept.*|x-forwarded-.*|forwarded|x-csrftoken)$/i;

/** What makes the settings of outside back ends impossible, in any mode. */
export function outsideProblems(config: Config): string[] {
  const { authenticationBackends: named } = config;
  return [
    ...when(
      config.signupOpen && !named.includes('password'),
      'SIGNUP_OPEN makes passwords that nobody could use: add password to AUTHENTICATION_BACKENDS or close sign-up.',
    ),
    ...(named.includes('external-api') ? externalApiProblems(config) : []),
    ...(named.includes('ldap') ? ldapProblems(config) : []),
    ...(named.includes('remote-user') ? remoteUserProblems(config) : []),
    ...when(
      config.remoteUserHeader !== null && !named.includes('remote-user'),
      'REMOTE_USER_HEADER does nothing without remote-user in AUTHENTICATION_BACKENDS.',
    ),
  ];
}

/** What production refuses: passwords in clear. */
export function outsideProductionProblems(config: Config): string[] {
  const { authenticationBackends: named, externalAuthUrl, ldapUrl } = config;
  return [
    ...when(
      named.includes('external-api') && externalAuthUrl?.startsWith('http:') === true,
      'EXTERNAL_AUTH_URL must start with https:// in production.',
    ),
    ...when(
      named.includes('ldap') && ldapUrl?.startsWith('ldap:') === true && !config.ldapStartTls,
      'LDAP_URL must start with ldaps://, or LDAP_START_TLS be true, in production.',
    ),
  ];
}

function externalApiProblems(config: Config): string[] {
  const { externalAuthUrl, externalAuthCaFile, externalAuthFields } = config;
  const url = URL.parse(externalAuthUrl ?? '');
  const isGood = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  return [
    ...when(
      !isGood,
      'EXTERNAL_AUTH_URL must be an address such as https://auth.example.org/login/, without user and password.',
    ),
    ...fieldProblems('EXTERNAL_AUTH_FIELDS', externalAuthFields ?? [], fieldsOf(config)),
    ...when(
      config.externalAuthSubjectField?.includes('=') === true,
      'EXTERNAL_AUTH_SUBJECT_FIELD must be the name of one member of the answer, such as id.',
    ),
    ...certificateProblem('EXTERNAL_AUTH_CA_FILE', externalAuthCaFile),
  ];
}

function ldapProblems(config: Config): string[] {
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
    ...fieldProblems('LDAP_ATTRIBUTES', config.ldapAttributes, ['username', ...fieldsOf(config)]),
    ...when(
      config.ldapSubjectAttribute !== null && !ATTRIBUTE_NAME.test(config.ldapSubjectAttribute),
      'LDAP_SUBJECT_ATTRIBUTE must be the name of an attribute, such as entryUUID.',
    ),
    ...certificateProblem('LDAP_CA_FILE', config.ldapCaFile),
  ];
}

function remoteUserProblems({ remoteUserHeader, trustedProxies }: Config): string[] {
  const isName = remoteUserHeader !== null && HEADER_NAME.test(remoteUserHeader);
  return [
    ...when(
      !isName || NOT_FOR_NAMES.test(remoteUserHeader),
      'REMOTE_USER_HEADER must name a header of its own, such as X-Remote-User.',
    ),
    ...when(
      trustedProxies.length === 0,
      'REMOTE_USER_HEADER is believed from TRUSTED_PROXIES only, and there are none.',
    ),
  ];
}

/** What an outside system may fill. */
function fieldsOf({ extraFields }: Config): readonly string[] {
  return ['email', 'first_name', 'last_name', ...Object.keys(extraFields)];
}

/** A name that is none would fill nothing, and nobody would be told. */
function fieldProblems(setting: string, pairs: readonly NamePair[], known: readonly string[]): string[] {
  return pairs
    .filter(({ here }) => !known.includes(here))
    .map(
      ({ here }) =>
        `${setting} names ${here}, which is no field that it can fill${meantInstead(here, known, ';')}`,
    );
}

function slotProblem(name: string, value: string | null): string[] {
  return when(
    value !== null && !value.includes(USERNAME_SLOT),
    `${name} must contain ${USERNAME_SLOT}, where the name goes.`,
  );
}

function certificateProblem(name: string, path: string | null): string[] {
  return when(
    path !== null && readCertificates(path) === null,
    `${name} must be a readable file of certificates in PEM form: ${path}`,
  );
}
