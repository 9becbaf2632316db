import { readCertificates } from '../config/certificates.ts';
import { type Config, ConfigurationError } from '../config.ts';
import { type Clock, seconds } from '../core/kernel/clock.ts';
import type { AuthenticationBackend } from '../core/user/authentication-backend.ts';
import { createExternalApiBackend } from '../infrastructure/authentication/external-api-backend.ts';
import type { Guards } from '../infrastructure/authentication/guard-backend.ts';
import { createLdapBackend, type People } from '../infrastructure/authentication/ldap-backend.ts';
import { loadLdapts } from '../infrastructure/authentication/load-ldapts.ts';
import { createRemoteUserBackend } from '../infrastructure/authentication/remote-user-backend.ts';
import type { Logger } from '../infrastructure/logging/create-logger.ts';

interface Parts {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly loadLdapts?: typeof loadLdapts;
}

type BackendName = Config['authenticationBackends'][number];
type BackendsBeside = (passwordBackend: AuthenticationBackend) => readonly AuthenticationBackend[];

/**
 * The back ends that AUTHENTICATION_BACKENDS names, in its order, once our own is there to stand among them.
 *
 * @throws ConfigurationError where a directory is configured and the package ldapts is not installed.
 */
export async function openBackends(parts: Parts): Promise<BackendsBeside> {
  const names = [...new Set(parts.config.authenticationBackends)];
  const opened = await Promise.all(names.map((name) => (name === 'password' ? null : open(name, parts))));
  return (passwordBackend) => opened.map((backend) => backend ?? passwordBackend);
}

async function open(name: Exclude<BackendName, 'password'>, parts: Parts): Promise<AuthenticationBackend> {
  const { config } = parts;
  switch (name) {
    case 'external-api':
      return openExternalApi(config, guardsOf(parts, config.externalAuthTimeoutSeconds));
    case 'ldap':
      return await openLdap(parts, guardsOf(parts, config.ldapTimeoutSeconds));
    case 'remote-user':
      return createRemoteUserBackend({
        createsUsers: config.remoteUserCreatesUsers,
        adoptsUsers: config.remoteUserAdoptsUsers,
        emailsAreVerified: false,
        namesIgnoreCase: false,
      });
  }
}

function guardsOf({ clock, logger }: Parts, timeoutSeconds: number): Guards {
  return {
    timeoutMs: seconds(timeoutSeconds),
    clock,
    onProblem: (problem) => logger.warn(problem, 'an outside back end could not be asked'),
  };
}

function openExternalApi(config: Config, guards: Guards): AuthenticationBackend {
  return createExternalApiBackend({
    ...guards,
    url: new URL(config.externalAuthUrl ?? ''),
    fields: config.externalAuthFields,
    subjectField: config.externalAuthSubjectField,
    allowsPrivate: config.externalAuthAllowPrivate,
    ...authorities(config.externalAuthCaFile),
    policy: {
      createsUsers: true,
      adoptsUsers: config.externalAuthAdoptsUsers,
      emailsAreVerified: config.externalAuthEmailsVerified,
      namesIgnoreCase: false,
    },
  });
}

async function openLdap(parts: Parts, guards: Guards): Promise<AuthenticationBackend> {
  const { config } = parts;
  const ldapts = await (parts.loadLdapts ?? loadLdapts)();
  if (ldapts === null) {
    throw new ConfigurationError([
      'AUTHENTICATION_BACKENDS names ldap, which needs the package ldapts: npm install ldapts@9',
    ]);
  }
  return createLdapBackend({
    ...guards,
    ldapts,
    url: new URL(config.ldapUrl ?? ''),
    startTls: config.ldapStartTls,
    ...authorities(config.ldapCaFile),
    people: peopleOf(config),
    fields: config.ldapAttributes,
    subjectAttribute: config.ldapSubjectAttribute,
    policy: {
      createsUsers: true,
      adoptsUsers: config.ldapAdoptsUsers,
      emailsAreVerified: config.ldapEmailsVerified,
      // Names of people are compared without regard to letter case in every common schema (RFC 4519, uid).
      namesIgnoreCase: true,
    },
  });
}

function peopleOf(config: Config): People {
  const { ldapUserBase: base, ldapUserDnTemplate: dnTemplate, ldapBindDn: dn, ldapBindPassword } = config;
  if (dnTemplate !== null) return { dnTemplate };
  const bind = dn === null ? null : { dn, password: ldapBindPassword?.reveal() ?? '' };
  return { base: base ?? '', filter: config.ldapUserFilter, bind };
}

function authorities(path: string | null) {
  const certificates = path === null ? null : readCertificates(path);
  return certificates === null ? {} : { certificateAuthorities: certificates };
}
