import type { CookieSettings } from '../settings/http-settings.ts';

/** A cookie to be set. Without a life it lasts until the browser closes. */
export interface Cookie extends CookieSettings {
  readonly value: string;
  readonly life?: CookieLife;
}

/** From when on, and for how many seconds. */
export interface CookieLife {
  readonly from: Date;
  readonly seconds: number;
}

/** Every value that a Cookie header carries under `name`; more than one means that somebody planted one. */
export function readCookies(header: string | undefined, name: string): string[] {
  const values: string[] = [];
  if (header === undefined) return values;
  for (let at = header.indexOf(name); at !== -1; at = header.indexOf(name, at + name.length)) {
    const valueAt = at + name.length + 1;
    if (header[valueAt - 1] !== '=' || !startsPair(header, at)) continue;
    const end = header.indexOf(';', valueAt);
    values.push(header.slice(valueAt, end === -1 ? undefined : end).trim());
  }
  return values;
}

/**
 * The Set-Cookie text (RFC 6265), its attributes in Django's order and letters, because there are clients that cut it up by
 * them. Values are made by us from letters, digits, `-`, `_`, `.` and `:` only.
 */
export function serializeCookie(cookie: Cookie): string {
  const { name, value, life, domain, path, isSecure, isHttpOnly, sameSite } = cookie;
  return [
    `${name}=${value}`,
    ...(domain === null ? [] : [`Domain=${domain}`]),
    // Old browsers know this one only; both say the same.
    ...(life === undefined ? [] : [`expires=${endOf(life)}`]),
    ...(isHttpOnly ? ['HttpOnly'] : []),
    ...(life === undefined ? [] : [`Max-Age=${life.seconds}`]),
    `Path=${path}`,
    `SameSite=${sameSite}`,
    ...(isSecure ? ['Secure'] : []),
  ].join('; ');
}

/** The Set-Cookie text that makes the browser forget the cookie (as Django does: Max-Age=0 and the epoch). */
export function serializeDeletion(settings: CookieSettings): string {
  return serializeCookie({ ...settings, value: '', life: { from: new Date(0), seconds: 0 } });
}

function endOf({ from, seconds }: CookieLife): string {
  return new Date(from.getTime() + seconds * 1_000).toUTCString();
}

function startsPair(header: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && header[before] === ' ') before -= 1;
  return before < 0 || header[before] === ';';
}
