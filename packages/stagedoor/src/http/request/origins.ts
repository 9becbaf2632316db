/** Answers whether an Origin (or the origin of a Referer) may send unsafe requests, by the rules of Django's CSRF_TRUSTED_ORIGINS. */
export interface TrustedOrigins {
  has(origin: string): boolean;
}

/** `https://app.example.org` is exact; `https://*.example.org` stands for every subdomain, not the domain itself. */
export function createTrustedOrigins(own: string, configured: readonly string[]): TrustedOrigins {
  const exact = new Set([own, ...configured.filter((origin) => !origin.includes('*'))]);
  const wildcards = configured
    .filter((origin) => origin.includes('://*.'))
    .map((origin) => {
      const [scheme = '', suffix = ''] = origin.split('://*');
      return { start: `${scheme}://`, end: suffix };
    });
  return {
    has: (origin) =>
      exact.has(origin) ||
      wildcards.some(
        ({ start, end }) =>
          origin.startsWith(start) && origin.endsWith(end) && origin.length > start.length + end.length,
      ),
  };
}
