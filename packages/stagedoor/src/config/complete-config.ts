import { isIP } from 'node:net';
import { canonicalEmail } from '../core/kernel/email.ts';
import type { ExtraFields } from '../core/user/extra-field.ts';
import { USUAL_AUTHENTICATION } from './api/settings.ts';
import { isForItsDeveloper, staysOnThisMachine } from './development-problems.ts';
import type { FeatureSettings } from './feature-settings.ts';
import { developmentSecret } from './generated-secrets.ts';
import type { ReadSettings } from './read-environment.ts';
import { Secret } from './secret.ts';
import { databaseUrlOf } from './storage/database-url-of.ts';

/**
 * The configuration: every variable of docs/reference/configuration.md under the camel-case form of its name, with
 * what follows from others worked out.
 */
export interface Config extends Omit<ReadSettings, keyof WorkedOut> {
  /** What only code can say: the fields the site adds to its users. */
  readonly extraFields: ExtraFields;
  /** What the settings of the site's features say, by the name of each feature. */
  readonly featureSettings: FeatureSettings;
  readonly publicUrl: URL;
  /** Whether PUBLIC_URL is set; else it is worked out from HOST and PORT, where an application may not listen at all. */
  readonly isPublicUrlSaid: boolean;
  /** A sentence for each variable that is nearly called as a setting. */
  readonly misspeltSettings: readonly string[];
  /** A sentence for each setting that is said and, beside the others, changes nothing. */
  readonly settingsWithoutEffect: readonly string[];
  /** What sentences call SECRET_KEY: with its other name, where that is said. */
  readonly secretKeyName: string;
  /** Whether visitors come over https. */
  readonly isHttps: boolean;
  readonly allowedHosts: readonly string[];
  readonly databaseUrl: Secret;
  readonly secretKey: Secret;
  readonly cryptographyKey: Secret;
  readonly mailFrom: string;
  readonly secureSslRedirect: boolean;
  readonly apiDocs: boolean;
  readonly apiAuthentication: NonNullable<ReadSettings['apiAuthentication']>;
  readonly authChallenge: NonNullable<ReadSettings['authChallenge']>;
  readonly browsableApi: boolean;
  readonly sessionCookieName: string;
  readonly sessionCookieSecure: boolean;
  readonly csrfCookieName: string;
  readonly authCookie: string;
  readonly authCookieRefresh: string;
  readonly authCookieSecure: boolean;
  readonly csrfCookieSecure: boolean;
}

interface WorkedOut {
  publicUrl: unknown;
  allowedHosts: unknown;
  databaseUrl: unknown;
  secretKey: unknown;
  cryptographyKey: unknown;
  mailFrom: unknown;
  secureSslRedirect: unknown;
  apiDocs: unknown;
  apiAuthentication: unknown;
  authChallenge: unknown;
  browsableApi: unknown;
  sessionCookieName: unknown;
  sessionCookieSecure: unknown;
  csrfCookieName: unknown;
  authCookie: unknown;
  authCookieRefresh: unknown;
  authCookieSecure: unknown;
  csrfCookieSecure: unknown;
}

/** What code may set beside the environment; it wins over it. */
export type ConfigOverrides = Partial<ReadAndOverridden>;

type ReadAndOverridden = ReadSettings & { readonly extraFields: ExtraFields };

/** All but what only the whole of it tells. */
export type Completed = Omit<Config, 'settingsWithoutEffect'>;

type Read = ReadAndOverridden & Pick<Config, 'featureSettings' | 'misspeltSettings' | 'secretKeyName'>;

const HOST_NAME = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/i;

/** The origin that visitors see; without a setting, the address listened on. */
export function readPublicUrl(read: ReadSettings, problems: string[]): URL {
  const isHost = isIP(read.host) !== 0 || HOST_NAME.test(read.host);
  if (!isHost)
    problems.push(`HOST must be an address such as 0.0.0.0, or a name; it is "${read.host.slice(0, 80)}".`);
  const host = !isHost || read.host === '0.0.0.0' || read.host === '::' ? '127.0.0.1' : read.host;
  // An address with a zone (fe80::1%eth0) can be listened on, and stands in no URL.
  const fallback =
    URL.parse(`http://${host.includes(':') ? `[${host}]` : host}:${read.port}`) ??
    new URL(`http://127.0.0.1:${read.port}`);
  if (read.publicUrl === null) return fallback;
  const url = URL.parse(read.publicUrl);
  if (url && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href) return url;
  problems.push('PUBLIC_URL must be an origin such as https://example.org, without path, user or query.');
  return fallback;
}

/** Fills in what follows from other settings; what cannot be is added to `problems`. */
export function completeConfig(read: Read, publicUrl: URL, problems: string[]): Completed {
  const isHttps = publicUrl.protocol === 'https:';
  // What development makes easy is for nobody but who sits at this machine.
  const isLocal = staysOnThisMachine({ host: read.host, publicUrl });
  const sessionCookieSecure = read.sessionCookieSecure ?? isHttps;
  const authCookieSecure = read.authCookieSecure ?? isHttps;
  const authCookie = { isSecure: authCookieSecure, domain: read.authCookieDomain, path: '/' };
  const csrfCookieSecure = read.csrfCookieSecure ?? isHttps;
  return {
    ...read,
    publicUrl,
    isPublicUrlSaid: read.publicUrl !== null,
    isHttps,
    allowedHosts: read.allowedHosts ?? defaultHosts(read, publicUrl),
    databaseUrl: databaseUrlOf(read, problems),
    secretKey: read.secretKey ?? missingSecret(read, 'SECRET_KEY', problems),
    cryptographyKey: read.cryptographyKey ?? missingSecret(read, 'CRYPTOGRAPHY_KEY', problems),
    mailFrom: read.mailFrom ?? `${read.siteName.replace(/[<>"]/g, '')} <no-reply@${mailDomain(publicUrl)}>`,
    secureSslRedirect: read.secureSslRedirect ?? isHttps,
    apiDocs: read.apiDocs ?? (read.nodeEnv !== 'production' && isLocal),
    apiAuthentication: read.apiAuthentication ?? USUAL_AUTHENTICATION,
    authChallenge: read.authChallenge ?? read.apiAuthentication?.[0] ?? 'jwt',
    browsableApi: read.browsableApi ?? isForItsDeveloper({ ...read, publicUrl }),
    sessionCookieSecure,
    csrfCookieSecure,
    authCookieSecure,
    authCookie: read.authCookie ?? strongestName('Authentication', authCookie),
    authCookieRefresh: read.authCookieRefresh ?? strongestName('Refresh', authCookie),
    sessionCookieName:
      read.sessionCookieName ??
      strongestName('sessionid', {
        isSecure: sessionCookieSecure,
        domain: read.sessionCookieDomain,
        path: read.sessionCookiePath,
      }),
    csrfCookieName:
      read.csrfCookieName ??
      strongestName('csrftoken', {
        isSecure: csrfCookieSecure,
        domain: read.csrfCookieDomain,
        path: read.csrfCookiePath,
      }),
  };
}

function defaultHosts(read: ReadSettings, publicUrl: URL): readonly string[] {
  const local = read.nodeEnv === 'production' ? [] : ['localhost', '127.0.0.1', '[::1]'];
  return [...new Set([publicUrl.hostname, ...local])];
}

/** A bare address and a name of this machine alone (`testserver`) are no mail domains. */
function mailDomain({ hostname }: URL): string {
  return canonicalEmail(`no-reply@${hostname}`) === null ? 'localhost' : hostname;
}

function missingSecret(read: ReadSettings, name: string, problems: string[]): Secret {
  if (read.nodeEnv !== 'production') return developmentSecret(read.dataDir, name);
  problems.push(`${name} is missing; \`stagedoor generate_key\` makes one.`);
  return new Secret('');
}

/** The prefix makes the browser itself refuse a cookie that another host or a plain connection planted. */
function strongestName(
  name: string,
  cookie: { isSecure: boolean; domain: string | null; path: string },
): string {
  if (!cookie.isSecure) return name;
  return cookie.domain === null && cookie.path === '/' ? `__Host-${name}` : `__Secure-${name}`;
}
