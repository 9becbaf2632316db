import {
  choices,
  exactOrigins,
  hosts,
  httpTokens,
  languageTags,
  networkRanges,
  origins,
  pathPrefixes,
  routePaths,
  secrets,
  signUpFields,
  words,
} from './list-kinds.ts';
import { outsideSettings } from './outside-settings.ts';
import { limit, rate, scopedRates } from './rate-kinds.ts';
import { choice, color, flag, integer, link, secret, secretUrl, text } from './setting-kinds.ts';
import { webhookSettings } from './webhook-settings.ts';

const SAME_SITE = ['Lax', 'Strict', 'None'] as const;
const DAY_SECONDS = 86_400;
const AUTHENTICATION_CLASSES = ['session', 'jwt-cookie', 'jwt', 'token', 'personal-token', 'basic'] as const;
const JWT_ALGORITHMS = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

/**
 * Every environment variable that Stagedoor reads, by what it is about. Where a name exists in Django it is Django's,
 * with Django's unit; every other name says its unit. `docs/reference/configuration.md` is made from this table.
 * One table on purpose, long as it is: that page is these groups in this order, and both are read from top to bottom.
 */
export const settingGroups = {
  'The server': {
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
    SITE_NAME: text({ default: 'Stagedoor', maxLength: 80, about: 'The name in pages and e-mails.' }),
    TERMS_URL: link({ default: null, about: 'The terms of use, linked at the foot of every page.' }),
    PRIVACY_URL: link({ default: null, about: 'The privacy notice, linked at the foot of every page.' }),
    HELP_URL: link({
      default: null,
      about:
        'Where people find help, linked at the foot of every page: a page, or `mailto:help@example.org`.',
    }),
    API_DOCS: flag({
      default: null,
      shownDefault: 'true in development where HOST and PUBLIC_URL are this machine’s own, false elsewhere',
      about:
        'Anybody may read what the JSON API offers: the OpenAPI document at /openapi.json and /api/schema/, and /docs/.',
    }),
    API_FORMAT: choice({
      words: ['plain', 'envelope', 'problem'],
      default: 'plain',
      about:
        'The shape of what the JSON API answers: REST framework’s bare bodies; every body in `success`, `data` and `error`; or bare bodies with refusals as RFC 9457 problem details.',
    }),
    API_PROBLEM_TYPE_URL: text({
      default: null,
      shownDefault: '`about:blank`, for all',
      maxLength: 500,
      about:
        'Where the site describes its refusals, such as `https://example.org/errors#`: the code goes behind it, and is the `type` of problem details.',
    }),
    API_AUTHENTICATION: choices({
      words: AUTHENTICATION_CLASSES,
      default: null,
      shownDefault: '`token,jwt,personal-token,session,jwt-cookie`',
      about:
        'The ways in that the JSON API looks at, in this order: REST framework’s authentication classes. Unset, an `Authorization` header that a program sends counts before the cookies that its browser adds. `basic` is a name and a password with each request, off unless it stands here. Where this is set its first decides between 401 and 403, as AUTH_CHALLENGE says.',
    }),
    AUTH_CHALLENGE: choice({
      words: AUTHENTICATION_CLASSES,
      default: null,
      shownDefault: 'the first of API_AUTHENTICATION where that is set, else `jwt`',
      about:
        'Whose `WWW-Authenticate` a request gets that shows no credentials, or wrong ones, with 401: `Bearer realm="api"`, `Token`, `Basic realm="api"`. `session` has none and makes it 403.',
    }),
    API_PATHS: routePaths({
      default: [],
      about:
        'Routes of the JSON API that are served elsewhere, by name: `token_refresh=/api/auth/refresh/`. Names are those of OPTIONS and of the reference, Django’s URL names where there is one; all methods of the address move along, and the old address is gone. An address that two routes would have is refused at the start.',
    }),
    BROWSABLE_API: flag({
      default: null,
      shownDefault: 'true in development where HOST and PUBLIC_URL are this machine’s own, false elsewhere',
      about:
        'Who is logged in and opens an address of the JSON API in a browser sees its answer on a page. Programs see no difference.',
    }),
    LOG_LEVEL: choice({
      words: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      default: 'info',
      about: 'The least grave line that is logged.',
    }),
    LOG_REQUESTS: flag({
      default: false,
      about: 'One line for every request; without it only those that fail (status 500 and above) leave one.',
    }),
    METRICS: flag({
      default: false,
      about:
        'Figures for Prometheus at /metrics: to whoever shows METRICS_TOKEN, or without one to this machine alone, never through a proxy. Production needs the token.',
    }),
    METRICS_TOKEN: secret({
      default: null,
      about: 'What a scraper sends as `Authorization: Bearer …`; `stagedoor generate_key` makes one.',
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
  'Looks and words': {
    SITE_LANGUAGES: languageTags({
      default: null,
      shownDefault: 'all that the site has words in: `en,es` and those that it adds',
      about:
        'The languages that people may choose, as they are shown. The first is spoken to whoever asks for none of them.',
    }),
    PRIMARY_COLOR: color({
      default: null,
      about:
        'The colour of main buttons, in light and dark; links, the ring of the focus and emails follow it. Text that nobody could read does not start.',
    }),
    MARK_FILE: text({
      default: null,
      about: 'The picture beside the site’s name and in tabs: an SVG or PNG file of at most 256 KiB.',
    }),
  },
  'Other origins': {
    CORS_ALLOWED_ORIGINS: exactOrigins({
      default: [],
      about:
        'Origins whose scripts may read what the JSON API answers. Empty switches CORS off. What they may do in the name of somebody logged in is CSRF_TRUSTED_ORIGINS’s to say.',
    }),
    CORS_ALLOW_CREDENTIALS: flag({
      default: false,
      about: 'Their requests may carry cookies; without it they show tokens in `Authorization`.',
    }),
    CORS_ALLOW_METHODS: httpTokens({
      default: ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
      about: 'Methods that they may use.',
    }),
    CORS_ALLOW_HEADERS: httpTokens({
      default: [
        'accept',
        'accept-language',
        'authorization',
        'content-type',
        'idempotency-key',
        'x-csrftoken',
        'x-requested-with',
      ],
      about: 'Headers that they may send.',
    }),
    CORS_EXPOSE_HEADERS: httpTokens({
      default: ['refusal-code', 'retry-after', 'idempotent-replayed', 'www-authenticate'],
      about: 'Headers of answers that they may read, beside those that everybody may.',
    }),
    CORS_PREFLIGHT_MAX_AGE: integer({
      default: 86_400,
      min: 0,
      max: 86_400,
      about: 'Seconds for which a browser need not ask again.',
    }),
    CORS_PATHS: pathPrefixes({
      default: ['/api/', '/api-token-auth/', '/.well-known/jwks.json', '/openapi.json'],
      about:
        'Where this is true. JWT_PATH, DJ_REST_AUTH_PATH, DJOSER_PATH and what API_PATHS names are added where they are set. Never pages: they hold CSRF tokens.',
    }),
  },
  Storage: {
    DATABASE_URL: secretUrl({
      schemes: ['sqlite', 'postgres', 'postgresql'],
      default: null,
      shownDefault: '`sqlite:DATA_DIR/stagedoor.db`',
      about:
        'Where the truth is kept. PostgreSQL on another host wants `?sslmode=verify-full` in production.',
    }),
    DATABASE_POOL_SIZE: integer({
      default: 10,
      min: 2,
      max: 500,
      about:
        'The most connections that one process makes to PostgreSQL. One more follows its notifications; `migrate` takes one more while it runs.',
    }),
    REDIS_URL: secretUrl({
      schemes: ['redis', 'rediss'],
      default: null,
      about:
        'A cache that may be emptied at any moment. On another host production wants `rediss://` and a password. Production needs it for the session engines `cache` and `cached-database`.',
    }),
    STORAGE_TRUSTED_HOSTS: hosts({
      default: [],
      about:
        'Hosts of a private network where production takes PostgreSQL without TLS that proves the server, and Redis without TLS or password. This machine needs no naming.',
    }),
    DATA_DIR: text({
      default: './data',
      about: 'Files that Stagedoor keeps: the SQLite database, file sessions.',
    }),
  },
  Secrets: {
    SECRET_KEY: secret({
      default: null,
      otherNames: ['DJANGO_SECRET_KEY'],
      shownDefault: 'in development a file in DATA_DIR',
      about:
        'Signs what visitors carry. At least 32 bytes, random. `DJANGO_SECRET_KEY` is another name for it.',
    }),
    SECRET_KEY_FALLBACKS: secrets({
      default: [],
      about:
        'Earlier keys that are still accepted, newest first; for JSON web tokens too, where JWT_SIGNING_KEY is not set.',
    }),
    CRYPTOGRAPHY_KEY: secret({
      default: null,
      shownDefault: 'in development a file in DATA_DIR',
      about: 'Encrypts what is stored. 32 bytes in URL-safe base64, as `stagedoor generate_key` prints them.',
    }),
    CRYPTOGRAPHY_KEY_FALLBACKS: secrets({
      default: [],
      about: 'Other keys that open what they sealed: earlier ones, and before a change the coming one.',
    }),
  },
  Mail: {
    MAIL_URL: secretUrl({
      schemes: ['smtp', 'smtps', 'console'],
      default: null,
      shownDefault: 'in development the catcher at /dev/mail/, for requests from this machine alone',
      about:
        'The mail server: `smtp://user:password@host:port`. `console:` prints e-mails instead, in development.',
    }),
    MAIL_CA_FILE: text({
      default: null,
      shownDefault: 'the authorities that Node trusts',
      about: 'A PEM file with the only authorities that may vouch for the mail server.',
    }),
    MAIL_FROM: text({
      default: null,
      shownDefault: '`SITE_NAME <no-reply@HOST OF PUBLIC_URL>`',
      about: 'The sender of every e-mail.',
    }),
  },
  Accounts: {
    COMPATIBILITY: choice({
      words: ['none', 'django'],
      default: 'none',
      about:
        'With `django`, the settings of the last table take Django’s form unless they are set themselves.',
    }),
    LOGIN_BY: choice({
      words: ['email', 'username', 'either'],
      default: 'either',
      about: 'What a person logs in with.',
    }),
    SIGNUP_OPEN: flag({ default: true, about: 'Strangers may make accounts.' }),
    EMAIL_REQUIRED: flag({
      default: true,
      about:
        'Whoever signs up gives an address. Without one they are in at once, as nothing is to be proved; they get no e-mails, and no new password by mail until they add an address. With LOGIN_BY=email an address is required all the same.',
    }),
    SIGNUP_FIELDS: signUpFields({
      default: null,
      shownDefault:
        '`username*,email*,first_name,last_name,password1*,password2*`, with `email` where EMAIL_REQUIRED is false and no `username*` with LOGIN_BY=email',
      about:
        'What the sign-up asks, on the page and in every API: allauth’s ACCOUNT_SIGNUP_FIELDS. What is left out is not asked and ignored; without `password2*` the password is asked once. Extra fields come on top, by their own `atSignUp`.',
    }),
    SIGNUP_REVEALS_TAKEN_EMAIL: flag({
      default: false,
      about: 'Sign-up says that an address has an account, instead of writing to its owner.',
    }),
    LOGIN_AFTER_SIGNUP: flag({ default: false, about: 'Sign-up logs in at once.' }),
    UNVERIFIED_MAY_LOG_IN: flag({
      default: false,
      about:
        'Accounts may log in before their address is verified, by user name. With LOGIN_BY=email or SIGNUP_REVEALS_TAKEN_EMAIL by the address too, and then sign-up and log-in together tell who has proved an address.',
    }),
    UNVERIFIED_MAY_HAVE_TOKENS: flag({
      default: false,
      about:
        'Where they may log in at all, they get tokens too: API token, JSON web tokens, personal tokens, tickets, Basic. Without it, or UNVERIFIED_MAY_LOG_IN, they have none, and those from before open nothing until the proof.',
    }),
    ACTIVATION_ASKS_PASSWORD: flag({
      default: true,
      about:
        'An account that was in use before its activation e-mail was opened, or whose address others claim too, is activated with a new password; somebody who is logged in to it is not asked. Without it whoever signed up keeps the password, the sessions and the tokens.',
    }),
    REMOVE_UNACTIVATED_AFTER_MINUTES: integer({
      default: null,
      min: 5,
      max: 525_600,
      about: 'Accounts never activated are removed after this; activation links never live longer.',
    }),
    LOGIN_URL: text({ default: '/accounts/login/', about: 'Where pages send visitors who must log in.' }),
    LOGIN_REDIRECT_URL: text({
      default: '/accounts/profile/',
      about: 'Where log-in leads without a safe `next`.',
    }),
    LOGOUT_REDIRECT_URL: text({
      default: '/accounts/login/',
      about: 'Where log-out leads without a safe `next`.',
    }),
    REAUTHENTICATION_WINDOW_MINUTES: integer({
      default: 10,
      min: 1,
      max: 1_440,
      about: 'Sensitive acts ask for the password again when it was last given longer ago.',
    }),
    ACTIVATION_LINK_HOURS: integer({
      default: 72,
      min: 1,
      max: 720,
      about: 'How long an activation link lives.',
    }),
    PASSWORD_RESET_TIMEOUT: integer({
      default: 3_600,
      min: 300,
      max: 3 * DAY_SECONDS,
      about: 'How long a reset link lives, in seconds. Django’s default is 259200.',
    }),
    EMAIL_CHANGE_LINK_HOURS: integer({
      default: 24,
      min: 1,
      max: 720,
      about: 'How long the link lives that confirms a new address.',
    }),
    EMAIL_CHANGE_UNDO_DAYS: integer({
      default: 7,
      min: 1,
      max: 90,
      about: 'How long the old address can take a change of address back.',
    }),
    ACTIVATION_URL: text({
      default: null,
      shownDefault: '`/accounts/activation/…/`',
      maxLength: 500,
      about:
        'Where activation e-mails lead instead: a page of your own front end, with `{uid}` and `{token}` in it, as djoser has it.',
    }),
    PASSWORD_RESET_CONFIRM_URL: text({
      default: null,
      shownDefault: '`/accounts/reset/…/…/`',
      maxLength: 500,
      about: 'The same for e-mails that reset a password.',
    }),
    USERNAME_RESET_CONFIRM_URL: text({
      default: null,
      shownDefault: 'no such e-mails',
      maxLength: 500,
      about: 'The same for e-mails by which a username is chosen anew, which only djoser’s endpoints send.',
    }),
    NOTIFY_NEW_DEVICE: flag({ default: true, about: 'A log-in from a new browser is reported by mail.' }),
    TRACK_VISITS: flag({
      default: true,
      about:
        'Remembers which user came from which address with which browser, for the owner’s list of devices.',
    }),
    AUDIT_RETENTION_DAYS: integer({
      default: null,
      shownDefault: 'for ever',
      min: 30,
      max: 36_500,
      about: 'Rows of the audit log are removed after this; the log stays verifiable from there on.',
    }),
    STRANGER_VISIT_RETENTION_DAYS: integer({
      default: 90,
      min: 1,
      max: 3_650,
      about: 'Addresses and browsers of visitors who never logged in are forgotten after this.',
    }),
    VISIT_DAY_RETENTION_DAYS: integer({
      default: 730,
      min: 1,
      max: 36_500,
      about: 'Which users came on which day is forgotten after this; `users_per_day` counts no further back.',
    }),
  },
  Passwords: {
    PASSWORD_MIN_LENGTH: integer({
      default: 12,
      min: 8,
      max: 128,
      about: 'The fewest characters (code points) of a new password.',
    }),
    PASSWORD_MAX_SIMILARITY: integer({
      default: 70,
      min: 10,
      max: 100,
      about: 'From this likeness (per cent) to name or address on, a new password is refused.',
    }),
    PASSWORD_MAX_LENGTH: integer({
      default: 1_024,
      min: 64,
      max: 4_096,
      about: 'The most characters of a new password; 4096 bytes end every one.',
    }),
    PASSWORD_VALIDATORS: choices({
      words: ['similarity', 'minimum-length', 'common', 'numeric', 'context', 'composition'],
      aliases: {
        'django.contrib.auth.password_validation.UserAttributeSimilarityValidator': 'similarity',
        'django.contrib.auth.password_validation.MinimumLengthValidator': 'minimum-length',
        'django.contrib.auth.password_validation.CommonPasswordValidator': 'common',
        'django.contrib.auth.password_validation.NumericPasswordValidator': 'numeric',
      },
      default: ['similarity', 'minimum-length', 'common', 'numeric', 'context', 'composition'],
      about: 'The rules for new passwords, in their order; the length rule always runs. Django’s names work.',
    }),
    PASSWORD_COMPOSITION: choices({
      words: ['letter', 'upper', 'digit', 'lower'],
      default: [],
      about: 'Kinds of characters that new passwords must have.',
    }),
    PASSWORD_CONTEXT_WORDS: words({
      default: [],
      about:
        'Words that guessers try first: product, organization, roles. SITE_NAME and the host are always among them.',
    }),
  },
  Sessions: {
    SESSION_ENGINE: choice({
      words: ['database', 'cache', 'cached-database', 'file', 'signed-cookies'],
      aliases: {
        'django.contrib.sessions.backends.db': 'database',
        'django.contrib.sessions.backends.cache': 'cache',
        'django.contrib.sessions.backends.cached_db': 'cached-database',
        'django.contrib.sessions.backends.file': 'file',
        'django.contrib.sessions.backends.signed_cookies': 'signed-cookies',
      },
      default: 'database',
      about:
        'Where the data of sessions is kept; who is logged in is always in the database. Django’s names work.',
    }),
    SESSION_COOKIE_NAME: text({
      default: null,
      shownDefault: '`sessionid`; under https `__Host-sessionid`, or `__Secure-sessionid` with a domain',
      maxLength: 100,
      about: 'The name exactly as it is set here.',
    }),
    SESSION_COOKIE_AGE: integer({
      default: 14 * DAY_SECONDS,
      min: 60,
      max: 400 * DAY_SECONDS,
      about: 'Seconds of inactivity after which a remembered session ends.',
    }),
    SESSION_COOKIE_DOMAIN: text({
      default: null,
      maxLength: 253,
      about: 'Shares the cookie with subdomains.',
    }),
    SESSION_COOKIE_PATH: text({ default: '/', maxLength: 200, about: 'The path the cookie is sent to.' }),
    SESSION_COOKIE_SECURE: flag({
      default: null,
      shownDefault: 'true where PUBLIC_URL is https',
      about: 'The cookie travels over https only.',
    }),
    SESSION_COOKIE_HTTPONLY: flag({ default: true, about: 'Scripts cannot read the cookie.' }),
    SESSION_COOKIE_SAMESITE: choice({
      words: SAME_SITE,
      default: 'Lax',
      about: 'Whether other sites’ requests carry the cookie; `None` needs Secure.',
    }),
    SESSION_BIND_TO: choices({
      words: ['user-agent', 'address'],
      default: [],
      about:
        'A session counts only where the browser (`user-agent`), or the address, is still the one it was opened from: exactly the same IPv4 address, or the same /64 of IPv6. Whoever moves between networks logs in again. So do JSON web tokens; API tokens and personal ones count anywhere.',
    }),
    SESSION_SAVE_EVERY_REQUEST: flag({
      default: false,
      about: 'Every answer renews cookie and session, not only those that changed it.',
    }),
    SESSION_EXPIRE_AT_BROWSER_CLOSE: flag({
      default: false,
      about: 'Cookies live until the browser closes unless “remember me” was ticked.',
    }),
    SESSION_MAX_AGE_DAYS: integer({
      default: 30,
      min: 1,
      max: 400,
      about:
        'A session ends after this whatever happens, and so do the JSON web tokens of one log-in, unless JWT_REFRESH_TOKEN_LIFETIME is longer.',
    }),
    SESSION_STAFF_AGE_MINUTES: integer({
      default: 30,
      min: 1,
      max: 43_200,
      about: 'Minutes of inactivity after which a session of staff ends.',
    }),
    SESSION_STAFF_MAX_AGE_HOURS: integer({
      default: 12,
      min: 1,
      max: 720,
      about: 'A session of staff ends after this whatever happens, and so do their JSON web tokens.',
    }),
    SESSIONS_PER_USER: integer({
      default: 100,
      min: 1,
      max: 1_000,
      about: 'The most sessions of one user at once; the oldest ends first.',
    }),
    SESSION_TOUCH_SECONDS: integer({
      default: 60,
      min: 1,
      max: 3_600,
      about: 'The activity of one session is written down at most this often.',
    }),
  },
  'JSON web tokens': {
    JWT_ALGORITHM: choice({
      words: JWT_ALGORITHMS,
      default: 'HS256',
      about:
        'What tokens are signed with. HS… share a secret; the others have key pairs, kept in the database and published at `/.well-known/jwks.json`.',
    }),
    JWT_SIGNING_KEY: secret({
      default: null,
      shownDefault: 'SECRET_KEY',
      about:
        'The secret of HS…, where it is another than SECRET_KEY. A new one ends every token; without it the tokens of SECRET_KEY_FALLBACKS still count.',
    }),
    JWT_KEY_OVERLAP_SECONDS: integer({
      default: 3_600,
      min: 60,
      max: 30 * DAY_SECONDS,
      about: 'A new key is published for so long before it signs.',
    }),
    JWT_AUDIENCE: words({
      default: [],
      about:
        'Whom tokens are for (`aud`). One that names nobody of these, or anybody where this is empty, is refused.',
    }),
    JWT_ISSUER: text({ default: null, about: 'Whom tokens must say they are from (`iss`).' }),
    JWT_LEEWAY: integer({
      default: 0,
      min: 0,
      max: 30,
      about: 'Seconds by which the clocks of two nodes may differ.',
    }),
    JWT_ACCESS_TOKEN_LIFETIME: integer({
      default: 300,
      min: 10,
      max: 30 * DAY_SECONDS,
      about: 'Seconds that an access token lives.',
    }),
    JWT_REFRESH_TOKEN_LIFETIME: integer({
      default: DAY_SECONDS,
      min: 60,
      max: 400 * DAY_SECONDS,
      about:
        'Seconds that a refresh token lives. A rotated one lives as long again, until SESSION_MAX_AGE_DAYS after the log-in; those of staff until SESSION_STAFF_MAX_AGE_HOURS at most.',
    }),
    JWT_SLIDING_TOKEN_LIFETIME: integer({
      default: 300,
      min: 10,
      max: 30 * DAY_SECONDS,
      about: 'Seconds that a sliding token lives.',
    }),
    JWT_SLIDING_TOKEN_REFRESH_LIFETIME: integer({
      default: DAY_SECONDS,
      min: 60,
      max: 400 * DAY_SECONDS,
      about:
        'Seconds after the log-in within which a sliding token can be exchanged for a new one; those of staff within SESSION_STAFF_MAX_AGE_HOURS at most.',
    }),
    JWT_ROTATE_REFRESH_TOKENS: flag({
      default: true,
      about: 'Each refresh hands out a new refresh token. simplejwt’s default is false.',
    }),
    JWT_BLACKLIST_AFTER_ROTATION: flag({
      default: true,
      about: 'A refresh token that was replaced is good no more. simplejwt’s default is false.',
    }),
    JWT_UPDATE_LAST_LOGIN: flag({
      default: true,
      about: 'A log-in for tokens counts as the user’s last log-in. simplejwt’s default is false.',
    }),
    JWT_AUTH_HEADER_TYPES: words({
      default: ['Bearer'],
      about: 'Words before the token in the Authorization header, in upper or lower case.',
    }),
    JWT_USER_ID_CLAIM: text({
      default: 'user_id',
      maxLength: 50,
      about: 'The claim that says whose token it is.',
    }),
    JWT_TOKEN_TYPE_CLAIM: text({
      default: 'token_type',
      maxLength: 50,
      about: 'The claim that says what a token is for.',
    }),
    JWT_JTI_CLAIM: text({ default: 'jti', maxLength: 50, about: 'The claim that tells tokens apart.' }),
    JWT_CLAIMS: choices({
      words: ['profile', 'permissions'],
      default: [],
      about:
        'What tokens say of their user, too: `profile` is `username`, `email`, `first_name`, `last_name`, `is_staff`, `is_verified`; `permissions` is the names of `groups` and the code names of `permissions` given directly. Refresh tokens say none of it. Whoever has a token can read it. One has 8,192 characters at most and in a cookie 4,000, which leaves room for some 5,400 and 2,300 bytes of claims; with more a log-in or a refresh is a 500 with a line in the log, and changes nothing.',
    }),
    JWT_CHECK_REVOKE_TOKEN: flag({
      default: false,
      about: 'Tokens carry simplejwt’s `hash_password`. Not needed: a changed password ends them anyway.',
    }),
    API_TOKEN_SHOWS_USER: flag({
      default: false,
      about: 'The answer with an API token has `user_id` and `email`, too.',
    }),
    API_TOKEN_AT_SIGNUP: flag({
      default: false,
      about:
        'Every user has an API token from the start, whoever makes them: a sign-up, the command line, code. They get it as ever, by name and password.',
    }),
    API_TOKEN_SURVIVES_PASSWORD_CHANGE: flag({
      default: false,
      about:
        'An API token by which its owner changes the password stays good, as it does in Django. Otherwise it ends with all the others.',
    }),
    TICKET_SECONDS: integer({
      default: 30,
      min: 5,
      max: 60,
      about: 'Seconds for which a single-use ticket opens a WebSocket or a download.',
    }),
    JWT_STATELESS: flag({
      default: false,
      about:
        'Access tokens are good until they expire, without a look at their session: log-out and a new password leave them alone. Refreshing looks.',
    }),
  },
  'Token cookies': {
    AUTH_COOKIE: text({
      default: null,
      shownDefault: '`Authentication`; under https `__Host-Authentication`, or `__Secure-` with a domain',
      maxLength: 100,
      about: 'The cookie of the access token. The name exactly as it is set here.',
    }),
    AUTH_COOKIE_REFRESH: text({
      default: null,
      shownDefault: '`Refresh`; under https `__Host-Refresh`, or `__Secure-` with a domain',
      maxLength: 100,
      about: 'The cookie of the refresh token. The name exactly as it is set here.',
    }),
    AUTH_COOKIE_DOMAIN: text({
      default: null,
      maxLength: 253,
      about: 'Shares both cookies with subdomains.',
    }),
    AUTH_COOKIE_SECURE: flag({
      default: null,
      shownDefault: 'true where PUBLIC_URL is https',
      about: 'Both cookies travel over https only.',
    }),
    AUTH_COOKIE_HTTPONLY: flag({ default: true, about: 'Scripts cannot read the tokens.' }),
    AUTH_COOKIE_SAMESITE: choice({
      words: SAME_SITE,
      default: 'Lax',
      about: 'Whether other sites’ requests carry the tokens; `Strict` suits a single-page application.',
    }),
    JWT_AUTH_COOKIE: text({
      default: null,
      maxLength: 100,
      about: 'Another cookie that an access token is accepted from, such as `access_token`.',
    }),
  },
  'Front ends of Django': {
    JWT_PATH: text({
      default: '/api/token/',
      maxLength: 100,
      about:
        'What simplejwt’s endpoints are below: the pair itself, `refresh/`, `verify/`, `blacklist/`, `sliding/`. API_PATHS moves one alone.',
    }),
    DJ_REST_AUTH_PATH: text({
      default: null,
      shownDefault: 'not served',
      maxLength: 100,
      about: 'Serves dj-rest-auth’s endpoints below this path, such as `/dj-rest-auth/`.',
    }),
    DJ_REST_AUTH_REGISTRATION_PATH: text({
      default: null,
      shownDefault: '`registration/` below DJ_REST_AUTH_PATH',
      maxLength: 100,
      about: 'Where its registration is, for sites that mounted `dj_rest_auth.registration` elsewhere.',
    }),
    DJ_REST_AUTH_TOKENS: choice({
      words: ['api-token', 'jwt', 'jwt-cookies'],
      default: 'api-token',
      about:
        'What they hand out: the API token, a JWT pair (USE_JWT), or the pair in AUTH_COOKIE and AUTH_COOKIE_REFRESH too.',
    }),
    OLD_PASSWORD_FIELD_ENABLED: flag({
      default: true,
      about:
        'Their `password/change/` wants the old password. Without it whoever proved a password within REAUTHENTICATION_WINDOW_MINUTES may leave it out, which API tokens never do. dj-rest-auth’s default is false.',
    }),
    DJOSER_PATH: text({
      default: null,
      shownDefault: 'not served',
      maxLength: 100,
      about: 'Serves djoser’s endpoints below this path, such as `/auth/`.',
    }),
  },
  'Outside back ends': outsideSettings,
  Webhooks: webhookSettings,
  'Cross-site requests': {
    CSRF_COOKIE_NAME: text({
      default: null,
      shownDefault: '`csrftoken`; under https `__Host-csrftoken`, or `__Secure-csrftoken` with a domain',
      maxLength: 100,
      about: 'The name exactly as it is set here.',
    }),
    CSRF_COOKIE_AGE: integer({
      default: 31_449_600,
      min: 60,
      max: 400 * DAY_SECONDS,
      about: 'Seconds that the cookie lives.',
    }),
    CSRF_COOKIE_DOMAIN: text({ default: null, maxLength: 253, about: 'Shares the cookie with subdomains.' }),
    CSRF_COOKIE_PATH: text({ default: '/', maxLength: 200, about: 'The path the cookie is sent to.' }),
    CSRF_COOKIE_SECURE: flag({
      default: null,
      shownDefault: 'true where PUBLIC_URL is https',
      about: 'The cookie travels over https only.',
    }),
    CSRF_COOKIE_HTTPONLY: flag({
      default: false,
      about: 'Scripts cannot read the cookie; they get the token from GET /api/csrf/.',
    }),
    CSRF_COOKIE_SAMESITE: choice({
      words: SAME_SITE,
      default: 'Lax',
      about: 'Whether other sites’ requests carry the cookie; `None` needs Secure.',
    }),
    CSRF_TRUSTED_ORIGINS: origins({
      default: [],
      about: 'Other origins whose pages may send unsafe requests.',
    }),
  },
  Limits: {
    FAILURE_FLOOR_MILLISECONDS: integer({
      default: 500,
      min: 0,
      max: 5_000,
      about: 'Failed log-ins and resets are answered no sooner than this, so that time reveals nothing.',
    }),
    LIMIT_LOGIN_PER_ACCOUNT: limit({ default: '10/1h/1m/1h', about: 'Failed log-ins of one account.' }),
    LIMIT_LOGIN_PER_DEVICE: limit({
      default: '10/1h/1m/1h',
      about: 'Failed log-ins from a browser that signed the account in before.',
    }),
    LIMIT_LOGIN_PER_SOURCE: limit({
      default: '30/5m/1m/1h',
      about: 'Failed log-ins from one address or IPv6 /64.',
    }),
    LIMIT_SIGNUP_PER_SOURCE: limit({ default: '20/1h/10m/1d', about: 'Sign-ups from one address.' }),
    LIMIT_MAIL_PER_ADDRESS: limit({
      default: '5/1h/10m/1d',
      about: 'E-mails of one kind that strangers cause to one address, whoever claims it; resets apart.',
    }),
    LIMIT_RESET_PER_ADDRESS: limit({
      default: '5/1h/10m/1h',
      about: 'Reset e-mails to one address; over it one leaves only where no mailed link works any more.',
    }),
    LIMIT_MAIL_PER_SOURCE: limit({
      default: '30/1h/10m/1d',
      about: 'E-mails of one kind caused from one address.',
    }),
    LIMIT_PASSWORD_PER_USER: limit({
      default: '10/1h/1m/1h',
      about: 'Wrong passwords of a logged-in user.',
    }),
    LIMIT_LINK_PER_SOURCE: limit({
      default: '30/15m/1m/1h',
      about: 'One-time links tried from one address.',
    }),
    THROTTLE_ANON: rate({
      default: null,
      about: 'Requests of strangers to the JSON API, by address or IPv6 /64. REST framework’s `anon`.',
    }),
    THROTTLE_USER: rate({
      default: null,
      about: 'Requests of everybody to the JSON API, by user, and by address where nobody is logged in.',
    }),
    THROTTLE_SCOPES: scopedRates({
      default: [],
      about:
        'Further rates, for the routes that declare the scope: `login` for those that take a password, `signup`, `mail` for those that send e-mails.',
    }),
  },
} as const;

type Groups = typeof settingGroups;
type Merge<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  member: infer All,
) => void
  ? All
  : never;

/** All settings by name. */
export const settingsTable = Object.assign({}, ...Object.values(settingGroups)) as Merge<
  Groups[keyof Groups]
>;
export type SettingName = keyof typeof settingsTable;
