const WEB = /^https?:\/\/(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;
const WEB_WILDCARD = /^https?:\/\/\*\.[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/;
/** Of an app or an extension, whose host is a word of its own: `localhost`, `-`, 32 letters, a UUID. */
const APP = /^([a-z][a-z0-9+.-]*):\/\/[A-Za-z0-9._-]+(?::\d{1,5})?$/;
/** Pages of these have no origin but `null`, or send none. */
const NEVER_SENT = new Set([
  'http',
  'https',
  'ws',
  'wss',
  'ftp',
  'file',
  'blob',
  'data',
  'about',
  'javascript',
]);

/**
 * An origin as browsers and the web views of apps send it, or null: `scheme://host[:port]`, no path, no port that goes without
 * saying. `null` is what every sandbox and every file is called, so it is nobody's.
 */
export function readExactOrigin(text: string): string | null {
  if (isOfApp(text)) return text;
  return WEB.test(text) && URL.parse(text)?.origin === text ? text : null;
}

/** The same in any case, or with every subdomain of a name: `https://*.example.org`. */
export function readOrigin(text: string): string | null {
  if (isOfApp(text)) return text;
  const lower = text.toLowerCase();
  if (WEB_WILDCARD.test(lower)) return lower;
  return WEB.test(lower) ? (URL.parse(lower)?.origin ?? null) : null;
}

function isOfApp(text: string): boolean {
  const scheme = APP.exec(text)?.[1];
  return scheme !== undefined && !NEVER_SENT.has(scheme);
}
