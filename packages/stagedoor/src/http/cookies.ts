import type { CookieSettings } from './http-settings.ts';

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

/** The Set-Cookie text (RFC 6265). Values are made by us from letters, digits, `-`, `_`, `.` and `:` only. */
export function serializeCookie(cookie: Cookie): string {
  const { name, value, life, domain, path, isSecure, isHttpOnly, sameSite } = cookie;
  return [
    `${name}=${value}`,
    ...(life === undefined ? [] : lifeAttributes(life)),
    ...(domain === null ? [] : [`Domain=${domain}`]),
    `Path=${path}`,
    ...(isHttpOnly ? ['HttpOnly'] : []),
    ...(isSecure ? ['Secure'] : []),
    `SameSite=${sameSite}`,
  ].join('; ');
}

/** The Set-Cookie text that makes the browser forget the cookie (as Django does: Max-Age=0 and the epoch). */
export function serializeDeletion(settings: CookieSettings): string {
  return serializeCookie({ ...settings, value: '', life: { from: new Date(0), seconds: 0 } });
}

/** Old browsers know Expires only; both say the same. */
function lifeAttributes({ from, seconds }: CookieLife): string[] {
  return [`Max-Age=${seconds}`, `Expires=${new Date(from.getTime() + seconds * 1_000).toUTCString()}`];
}

function startsPair(header: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && header[before] === ' ') before -= 1;
  return before < 0 || header[before] === ';';
}
