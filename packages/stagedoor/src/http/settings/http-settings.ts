import type { AuthenticationClass } from './authentication-class.ts';
import type { CorsSettings } from './cors.ts';

/** How a cookie is sent; the prefix, if any, is part of the name already. */
export interface CookieSettings {
  readonly name: string;
  readonly path: string;
  readonly domain: string | null;
  readonly isSecure: boolean;
  readonly isHttpOnly: boolean;
  readonly sameSite: 'Lax' | 'Strict' | 'None';
}

/** A range of addresses in CIDR form. */
export interface AddressRange {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly prefixLength: number;
}

/** The shape of what the JSON API answers. */
export type ApiFormat = 'plain' | 'envelope' | 'problem';

/** A parameter that a list does not know is refused, or passed over with a header that says so. */
export type UnknownParameters = 'refuse' | 'ignore';

/** What the HTTP layer may be told of the configuration. */
export interface HttpSettings {
  /** What visitors see: `https://example.org`, without a slash at the end. */
  readonly publicOrigin: string;
  readonly isHttps: boolean;
  /** The largest body of a route that takes files. */
  readonly uploadLimitBytes: number;
  /** How long a body may be that is no upload, on addresses that take files too. */
  readonly bodyLimitBytes: number;
  /** How many lists are saved as files at the same time. */
  readonly exportsAtOnce: { readonly perNode: number; readonly perCaller: number };
  /** Whether users show pictures of themselves. */
  readonly hasPictures: boolean;
  readonly redirectsToHttps: boolean;
  /** Host names without port; `.example.org` stands for a domain and its subdomains, `*` for any. */
  readonly allowedHosts: readonly string[];
  readonly trustedProxies: readonly AddressRange[];
  /** What the JSON API looks at to know who comes, in this order. */
  readonly apiAuthentication: readonly AuthenticationClass[];
  /** What `WWW-Authenticate` says where authentication fails; null answers 403 without it. */
  readonly challenge: string | null;
  /** The header in which a trusted proxy names whom it has logged in; null where there is none. */
  readonly remoteUserHeader: string | null;
  /** Which other origins may read what the JSON API answers; null where none may. */
  readonly cors: CorsSettings | null;
  /** Further origins whose pages may send unsafe requests; `https://*.example.org` is a wildcard. */
  readonly trustedOrigins: readonly string[];
  readonly sessionCookie: CookieSettings;
  /** What must be as it was when the session was opened, for it to count. */
  readonly bindsSessionTo: readonly ('user-agent' | 'address')[];
  readonly savesSessionOnEveryRequest: boolean;
  readonly csrfCookie: CookieSettings;
  /** Where a JWT pair travels in cookies. */
  readonly accessCookie: CookieSettings;
  readonly refreshCookie: CookieSettings;
  /** Another cookie that an access token is looked for in. */
  readonly otherAccessCookie: CookieSettings | null;
  readonly csrfCookieAgeSeconds: number;
  /** The value of Strict-Transport-Security; null leaves it out. */
  readonly strictTransportSecurity: string | null;
  readonly logInUrl: string;
  readonly logInRedirectUrl: string;
  readonly logOutRedirectUrl: string;
  /** What the foot of every page leads to; null leaves it out. */
  readonly footLinks: {
    readonly terms: string | null;
    readonly privacy: string | null;
    readonly help: string | null;
    readonly apiDocs: string | null;
    /** Where development keeps its emails. */
    readonly mailbox: string | null;
  };
  readonly apiFormat: ApiFormat;
  /** What becomes of a parameter of a list that it does not know. */
  readonly unknownParameters: UnknownParameters;
  /** What the code of a refusal is put behind, to be the `type` of its problem details. */
  readonly problemTypeUrl: string | null;
  readonly tracksVisits: boolean;
  readonly touchAfterMs: number;
  /** What cookies and tokens are signed with, and after it the earlier keys that still verify. */
  readonly signingKeys: readonly [string, ...string[]];
}
