const LONGEST = 2_048;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * Whether a `next` may be followed: a path of this site, or a URL of its host. Browsers read
 * backslashes as slashes and drop tabs and line ends inside, so both readings must be safe.
 *
 * @param site `host` exactly as in the Host header, with its port; `isSecure` refuses http URLs.
 */
export function isSafeNext(
  next: string,
  site: { readonly host: string; readonly isSecure: boolean },
): boolean {
  const target = next.trim();
  if (target === '' || target.length > LONGEST || CONTROL.test(target)) return false;
  return isSafeReading(target, site) && isSafeReading(target.replaceAll('\\', '/'), site);
}

/** The first safe candidate, or the fallback. Candidates are the form's `next`, then the query's. */
export function chooseNext(
  candidates: readonly (string | null | undefined)[],
  site: { readonly host: string; readonly isSecure: boolean },
  fallback: string,
): string {
  const next = candidates.find(
    (candidate) => candidate !== null && candidate !== undefined && candidate !== '',
  );
  return next && isSafeNext(next, site) ? locationText(next.trim()) : fallback;
}

/** A Location header in ASCII: what a header cannot carry is percent-encoded, and nothing else changes. */
export function locationText(target: string): string {
  return target.replace(/[^\u0021-\u007e]/gu, (character) => encodeURIComponent(character.toWellFormed()));
}

function isSafeReading(target: string, site: { host: string; isSecure: boolean }): boolean {
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(target)?.[1]?.toLowerCase();
  const rest = scheme === undefined ? target : target.slice(scheme.length + 1);
  const host = rest.startsWith('//') ? (/^\/\/([^/?#]*)/.exec(rest)?.[1] ?? '') : '';
  if (scheme !== undefined && host === '') return false;
  // Three slashes have no host between them, and browsers take what comes next for one.
  if (rest.startsWith('//') && host !== site.host) return false;
  if (scheme === undefined) return true;
  return scheme === 'https' || (scheme === 'http' && !site.isSecure);
}
