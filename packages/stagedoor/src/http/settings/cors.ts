import type { IncomingMessage } from 'node:http';

/** Which other origins' scripts may read the JSON API, and how (Fetch standard, "CORS protocol"). */
export interface CorsSettings {
  /** Letter by letter as browsers send them; no patterns. */
  readonly allowedOrigins: readonly string[];
  /** Whether their requests may carry cookies and passwords that the browser keeps. */
  readonly allowsCredentials: boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly maxAgeSeconds: number;
  /** Beginnings of the paths that this is true of. */
  readonly paths: readonly string[];
}

type Headers = Readonly<Record<string, string>>;

/** What is added to the answer of one request. A preflight is answered with it and nothing else. */
export interface CorsAnswer {
  readonly headers: Headers;
  readonly isPreflight: boolean;
}

export type Cors = (request: Pick<IncomingMessage, 'url' | 'method' | 'headers'>) => CorsAnswer | null;

/**
 * Judges whether another origin may read the answer; null for whoever may not, who is told nothing. Whether it may *act* in
 * the name of somebody logged in is the CSRF check's to say, which has its own list.
 *
 * `@fastify/cors` does the same with hooks of Fastify; the busiest of our answers go past those, and our `Vary` would write
 * over its own.
 */
export function createCors(settings: CorsSettings): Cors {
  const { allowedOrigins, allowsCredentials, exposedHeaders, paths } = settings;
  const origins = new Set(allowedOrigins);
  const shared: Headers = allowsCredentials ? { 'access-control-allow-credentials': 'true' } : {};
  const simple: Headers = {
    ...shared,
    ...(exposedHeaders.length > 0 ? { 'access-control-expose-headers': exposedHeaders.join(', ') } : {}),
  };
  const preflight: Headers = {
    ...shared,
    'access-control-allow-methods': settings.methods.join(', '),
    'access-control-allow-headers': settings.headers.join(', '),
    'access-control-max-age': String(settings.maxAgeSeconds),
  };
  return ({ url = '/', method, headers }) => {
    const { origin } = headers;
    if (origin === undefined || !origins.has(origin) || !isUnder(url, paths)) return null;
    const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
    const allowed = { 'access-control-allow-origin': origin };
    return { headers: { ...allowed, ...(isPreflight ? preflight : simple) }, isPreflight };
  };
}

/** With and without the slash at the end, as addresses are served. */
function isUnder(url: string, paths: readonly string[]): boolean {
  const [path = ''] = url.split('?', 1);
  return paths.some((prefix) => path.startsWith(prefix) || `${path}/` === prefix);
}
