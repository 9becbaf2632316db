import type { HttpSettings } from '../settings/http-settings.ts';

type Headers = Readonly<Record<string, string>>;

/** What of who asks decided an answer: no credential, those in cookies, or the Authorization header. */
export type VariesBy = 'nothing' | 'cookie' | 'header';

/** Made once at start and shared by all answers; nothing is worked out per request. */
export interface SecurityHeaders {
  /** JSON and empty answers, by what else decided them. */
  readonly json: Readonly<Record<VariesBy, Headers>>;
  readonly page: Headers;
  /** Redirects. */
  readonly bare: Headers;
  /** Built files; how long they may be kept is each file's own. */
  readonly asset: Headers;
}

/** Own scripts and styles only: no inline script, no inline style, no plug-in, no frame, no foreign form target. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "object-src 'none'",
].join('; ');
const JSON_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** Powerful features that account pages have no use for; passkeys stay possible. */
const NO_FEATURES =
  'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()';

export function createSecurityHeaders(
  settings: Pick<HttpSettings, 'isHttps' | 'strictTransportSecurity' | 'cors'>,
): SecurityHeaders {
  const { isHttps, strictTransportSecurity } = settings;
  const common = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    // Asked for by a source document; browsers of today know nothing of it.
    'x-xss-protection': '1; mode=block',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    ...(isHttps && strictTransportSecurity !== null
      ? { 'strict-transport-security': strictTransportSecurity }
      : {}),
  };
  const json = { ...common, 'content-security-policy': JSON_POLICY };
  // Said to everybody: a cache must not give one origin what was meant for another.
  const origin = settings.cors === null ? '' : ', Origin';
  return {
    // As REST framework, and the header where it decided.
    json: {
      nothing: { ...json, vary: `Accept${origin}` },
      cookie: { ...json, vary: `Accept, Cookie${origin}` },
      header: { ...json, vary: `Accept, Cookie, Authorization${origin}` },
    },
    page: {
      ...common,
      'content-security-policy': PAGE_POLICY,
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': NO_FEATURES,
      // With `no-referrer` browsers send forms with `Origin: null`, which the CSRF check must refuse.
      'referrer-policy': 'same-origin',
      // An address may have a page and JSON.
      vary: 'Accept, Accept-Language, Cookie',
    },
    bare: { ...json, vary: `Cookie${origin}` },
    // An SVG opened by itself may draw with its own styles, so nothing but framing is refused.
    asset: { ...withoutCaching(common), 'content-security-policy': "frame-ancestors 'none'" },
  };
}

function withoutCaching({ 'cache-control': _, ...headers }: Headers): Headers {
  return headers;
}

/** At log-out the browser drops what it kept of this site; cookies are deleted by name, so that others stay. */
export const clearSiteData: Headers = { 'clear-site-data': '"cache", "storage"' };
