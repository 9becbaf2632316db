/** Cookies where no browser keeps them: those that came with a request, changed by what the server sets. */
export interface CookieJar {
  /** As a Cookie header has them; empty when there are none. */
  header(): string;
  find(name: string): string | undefined;
  note(response: Response): void;
  /** The Set-Cookie lines that came, to be handed on as they are: for each cookie the last. */
  readonly received: readonly string[];
}

export function createCookieJar(header: string): CookieJar {
  const cookies = new Map(pairsOf(header));
  const received = new Map<string, string>();
  return {
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    find: (name) => findCookie(name, [...cookies]),
    note(response) {
      for (const line of response.headers.getSetCookie()) {
        const [name, value] = pairOf(line.split(';', 1)[0] ?? '');
        received.delete(name);
        received.set(name, line);
        if (isOver(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
    },
    get received() {
      return [...received.values()];
    },
  };
}

/** The cookie of this name that a Cookie header or `document.cookie` has, with or without the prefix that https adds. */
export function cookieIn(header: string, name: string): string | undefined {
  return findCookie(name, pairsOf(header));
}

function findCookie(name: string, pairs: ReadonlyArray<readonly [string, string]>): string | undefined {
  const names = [`__Host-${name}`, `__Secure-${name}`, name];
  return names.map((known) => pairs.find(([there]) => there === known)?.[1]).find(Boolean);
}

function pairsOf(header: string): [string, string][] {
  return header
    .split(';')
    .filter((pair) => pair.includes('='))
    .map(pairOf);
}

function pairOf(text: string): [string, string] {
  const sign = text.indexOf('=');
  return [text.slice(0, sign).trim(), text.slice(sign + 1).trim()];
}

function isOver(line: string): boolean {
  const maxAge = /;\s*max-age=(-?\d+)/i.exec(line)?.[1];
  if (maxAge !== undefined) return Number(maxAge) <= 0;
  const expires = /;\s*expires=([^;]+)/i.exec(line)?.[1];
  return expires !== undefined && Date.parse(expires) <= Date.now();
}
