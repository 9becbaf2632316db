import { extraFieldProblems } from '../core/user/extra-field-problems.ts';
import type { Config } from './complete-config.ts';
import { cookieProblems } from './cookie-problems.ts';
import { frontEndProblems } from './front-end-problems.ts';
import { jwtProblems } from './jwt-problems.ts';
import { mailProblems } from './mail-problems.ts';
import { outsideProblems, outsideProductionProblems } from './outside-problems.ts';
import { reservedFieldNames } from './reserved-field-names.ts';
import { secretProblems } from './secret-problems.ts';
import { isEncryptionKey } from './secret-strength.ts';
import { signUpFieldProblems } from './sign-up-settings.ts';
import { storageProblems, storageProductionProblems } from './storage-problems.ts';
import { webhookProblems } from './webhook-problems.ts';
import { when } from './when.ts';

/** What may stand behind `Bearer` (RFC 6750, 2.1). */
const BEARER = /^[A-Za-z0-9._~+/-]+=*$/;

/** What makes the settings impossible together, in any mode. */
export function settingProblems(config: Config): string[] {
  return [
    ...cookieProblems(config),
    ...noEncryptionKey('CRYPTOGRAPHY_KEY', config.cryptographyKey.reveal()),
    ...config.cryptographyKeyFallbacks.flatMap((key) =>
      noEncryptionKey('CRYPTOGRAPHY_KEY_FALLBACKS', key.reveal()),
    ),
    ...storageProblems(config),
    ...mailProblems(config),
    ...outsideProblems(config),
    ...webhookProblems(config),
    ...jwtProblems(config),
    ...frontEndProblems(config),
    ...when(
      !BEARER.test(config.metricsToken?.reveal() ?? 'none'),
      'METRICS_TOKEN must be letters, digits and - . _ ~ + / (RFC 6750), or no scraper can send it.',
    ),
    ...redirectProblems(config),
    ...scopeProblems(config),
    ...signUpFieldProblems(config),
    ...extraFieldProblems(config.extraFields, reservedFieldNames),
  ];
}

/** What production refuses: weak or missing secrets, plain http, hosts that anybody may claim, no mail server, storage in clear. */
export function productionProblems(config: Config): string[] {
  const everyone = config.trustedProxies.filter(({ prefixLength }) => prefixLength === 0);
  return [
    ...secretProblems(config),
    ...when(!config.isHttps, 'PUBLIC_URL must start with https:// in production.'),
    ...when(
      config.allowedHosts.includes('*'),
      'ALLOWED_HOSTS must name the hosts; * lets anybody choose one.',
    ),
    ...when(config.mailUrl === null, 'MAIL_URL is missing; without it no e-mail leaves.'),
    ...when(
      config.mailUrl?.reveal().startsWith('console:') ?? false,
      'MAIL_URL is console:, which prints working links instead of sending them.',
    ),
    ...when(
      config.sessionEngine.startsWith('cache') && config.redisUrl === null,
      `SESSION_ENGINE is ${config.sessionEngine}, which needs REDIS_URL: a process’s own memory is lost with it.`,
    ),
    ...storageProductionProblems(config),
    ...outsideProductionProblems(config),
    ...when(
      config.webhookUrl?.reveal().startsWith('http:') ?? false,
      'WEBHOOK_URL must start with https:// in production.',
    ),
    ...when(
      config.metrics && config.metricsToken === null,
      'METRICS needs METRICS_TOKEN in production: behind a proxy of this machine, strangers may look like this machine.',
    ),
    ...when(everyone.length > 0, 'TRUSTED_PROXIES must not contain the whole Internet.'),
  ];
}

function redirectProblems(config: Config): string[] {
  const targets = {
    LOGIN_URL: config.loginUrl,
    LOGIN_REDIRECT_URL: config.loginRedirectUrl,
    LOGOUT_REDIRECT_URL: config.logoutRedirectUrl,
  };
  return Object.entries(targets).flatMap(([name, target]) =>
    when(!/^\/(?![/\\])[^\s\\]*$/.test(target), `${name} must be a path of this site, such as /accounts/.`),
  );
}

/** Of two rates the last would count, and nobody would be told. */
function scopeProblems({ throttleScopes }: Config): string[] {
  const names = throttleScopes.map(({ scope }) => scope);
  const twice = new Set(names.filter((name, place) => names.indexOf(name) !== place));
  return [...twice].map((name) => `THROTTLE_SCOPES names ${name} twice.`);
}

function noEncryptionKey(name: string, value: string): string[] {
  return when(
    value !== '' && !isEncryptionKey(value),
    `${name} must be 32 bytes in URL-safe base64; \`stagedoor generate_key\` makes one.`,
  );
}
