const HOST_HEADER = /^((?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;
const MOST_REMEMBERED = 100;

/**
 * Answers whether a Host header (with or without port) names one of our hosts. `.example.org` allows the domain and
 * its subdomains, `*` everything that is well-formed.
 */
export function createHostCheck(
  allowedHosts: readonly string[],
): (hostHeader: string | undefined) => boolean {
  const exact = new Set(allowedHosts.map((host) => host.toLowerCase()));
  const suffixes = allowedHosts.filter((host) => /^\*?\../.test(host)).map((host) => host.replace(/^\*/, ''));
  const known = new Set<string>();
  const isAllowed = (header: string): boolean => {
    const host = HOST_HEADER.exec(header.toLowerCase())?.[1];
    if (host === undefined) return false;
    if (exact.has('*') || exact.has(host)) return true;
    return suffixes.some((suffix) => host === suffix.slice(1) || host.endsWith(suffix));
  };
  return (header) => {
    if (header === undefined) return false;
    if (known.has(header)) return true;
    const allowed = isAllowed(header);
    // Only what is allowed is remembered, and only so much: strangers cannot fill the memory.
    if (allowed && known.size < MOST_REMEMBERED) known.add(header);
    return allowed;
  };
}
