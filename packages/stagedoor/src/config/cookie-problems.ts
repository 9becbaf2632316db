import type { Config } from './complete-config.ts';
import { when } from './when.ts';

/** One cookie, and the beginning of what its settings are called. */
interface CookieSettings {
  readonly setting: string;
  readonly group: 'SESSION_COOKIE' | 'CSRF_COOKIE' | 'AUTH_COOKIE';
  readonly name: string;
  readonly isSecure: boolean;
  readonly sameSite: string;
  readonly domain: string | null;
  readonly path: string;
}

/** What no browser would take of a cookie, and names that two of them have. */
export function cookieProblems(config: Config): string[] {
  const cookies = cookiesOf(config);
  // Two cookies that share their settings share what is wrong with them.
  return [...new Set([...cookies.flatMap(problemsOf), ...sameNames(cookies)])];
}

function cookiesOf(config: Config): readonly CookieSettings[] {
  const session = {
    isSecure: config.sessionCookieSecure,
    sameSite: config.sessionCookieSamesite,
    domain: config.sessionCookieDomain,
    path: config.sessionCookiePath,
  };
  const csrf = {
    isSecure: config.csrfCookieSecure,
    sameSite: config.csrfCookieSamesite,
    domain: config.csrfCookieDomain,
    path: config.csrfCookiePath,
  };
  const token = {
    group: 'AUTH_COOKIE',
    isSecure: config.authCookieSecure,
    sameSite: config.authCookieSamesite,
    domain: config.authCookieDomain,
    path: '/',
  } as const;
  const { jwtAuthCookie } = config;
  return [
    { setting: 'SESSION_COOKIE_NAME', group: 'SESSION_COOKIE', name: config.sessionCookieName, ...session },
    { setting: 'CSRF_COOKIE_NAME', group: 'CSRF_COOKIE', name: config.csrfCookieName, ...csrf },
    { setting: 'AUTH_COOKIE', name: config.authCookie, ...token },
    { setting: 'AUTH_COOKIE_REFRESH', name: config.authCookieRefresh, ...token },
    ...(jwtAuthCookie === null ? [] : [{ setting: 'JWT_AUTH_COOKIE', name: jwtAuthCookie, ...token }]),
  ];
}

function problemsOf({ setting, group, name, ...cookie }: CookieSettings): string[] {
  const { isSecure, domain, path } = cookie;
  return [
    ...when(
      cookie.sameSite === 'None' && !isSecure,
      `${group}_SAMESITE is None, which needs ${group}_SECURE.`,
    ),
    ...when(
      !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name),
      `${setting} must be letters, digits, - and _; it is "${name}".`,
    ),
    ...when(
      name.startsWith('__Host-') && !(isSecure && domain === null && path === '/'),
      `${setting} starts with __Host-, which needs Secure, the path / and no domain.`,
    ),
    ...when(
      name.startsWith('__Secure-') && !isSecure,
      `${setting} starts with __Secure-, which needs ${group}_SECURE.`,
    ),
    ...when(
      domain !== null && !/^\.?[a-z0-9][a-z0-9.-]*$/i.test(domain),
      `${group}_DOMAIN must be a host name; it is "${domain}".`,
    ),
    ...when(!/^\/[^;,\s]*$/.test(path), `${group}_PATH must start with /; it is "${path}".`),
  ];
}

/** JWT_AUTH_COOKIE may be the name that AUTH_COOKIE has anyway. */
function sameNames(cookies: readonly CookieSettings[]): string[] {
  const byName = Map.groupBy(cookies, ({ name }) => name);
  return [...byName.values()].flatMap((alike) => {
    const settings = alike.map(({ setting }) => setting);
    const isHarmless = settings.join() === 'AUTH_COOKIE,JWT_AUTH_COOKIE';
    return when(settings.length > 1 && !isHarmless, `${settings.join(' and ')} must differ.`);
  });
}
