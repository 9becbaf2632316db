import { defineSettings } from '../define-settings.ts';
import { hosts, networkRanges } from '../list-kinds.ts';
import { choice, flag, integer, text } from '../setting-kinds.ts';

/** Where it listens, whom it answers, and how long it waits. */
export const serverSettings = defineSettings({
  title: 'The server',
  settings: {
    NODE_ENV: choice({
      words: ['development', 'test', 'production'],
      default: 'development',
      about:
        'Production refuses weak secrets, plain http and wildcard hosts; development makes its own secrets. Must be set where HOST or PUBLIC_URL let others in.',
    }),
    HOST: text({ default: '127.0.0.1', about: 'The address to listen on.' }),
    PORT: integer({
      default: 8000,
      min: 0,
      max: 65_535,
      about: 'The port to listen on; 0 takes any free one.',
    }),
    PUBLIC_URL: text({
      default: null,
      shownDefault: '`http://HOST:PORT`',
      about:
        'The origin that visitors see, without a path. Links in e-mails are made from it and nothing else.',
    }),
    ALLOWED_HOSTS: hosts({
      default: null,
      shownDefault: 'the host of PUBLIC_URL; in development also localhost, 127.0.0.1 and [::1]',
      about: 'Host headers that are answered; `.example.org` allows a domain with its subdomains.',
    }),
    TRUSTED_PROXIES: networkRanges({
      default: [],
      about:
        'Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. Everybody else’s are ignored.',
    }),
    BODY_LIMIT_BYTES: integer({
      default: 65_536,
      min: 1_024,
      max: 10_485_760,
      about: 'The largest request body; more is a 413.',
    }),
    HEADERS_TIMEOUT_SECONDS: integer({
      default: 10,
      min: 1,
      max: 300,
      about: 'A client that needs longer to send its headers is cut off.',
    }),
    REQUEST_TIMEOUT_SECONDS: integer({
      default: 30,
      min: 1,
      max: 600,
      about: 'A client that needs longer to send its whole request is cut off.',
    }),
    KEEP_ALIVE_TIMEOUT_SECONDS: integer({
      default: 72,
      min: 1,
      max: 600,
      about:
        'An idle connection is closed after this; longer than the proxy’s own, so that no request is lost.',
    }),
    SHUTDOWN_TIMEOUT_SECONDS: integer({
      default: 10,
      min: 1,
      max: 300,
      about: 'At shutdown, requests that run have this long to finish.',
    }),
    SECURE_SSL_REDIRECT: flag({
      default: null,
      shownDefault: 'true where PUBLIC_URL is https',
      about:
        'Pages asked for over http are redirected to https; the JSON API, and whatever carries an `Authorization` header, is answered 403 instead.',
    }),
    SECURE_HSTS_SECONDS: integer({
      default: 31_536_000,
      min: 0,
      max: 63_072_000,
      about: 'Strict-Transport-Security under https; 0 leaves it out.',
    }),
    SECURE_HSTS_INCLUDE_SUBDOMAINS: flag({ default: true, about: 'Adds includeSubDomains to it.' }),
    SECURE_HSTS_PRELOAD: flag({
      default: false,
      about: 'Adds preload to it: whoever likes may then put the domain on the browsers’ built-in list.',
    }),
  },
});
