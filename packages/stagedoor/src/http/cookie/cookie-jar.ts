import type { Clock } from '../../core/kernel/clock.ts';
import type { CookieSettings, HttpSettings } from '../settings/http-settings.ts';
import { readCookies, serializeCookie, serializeDeletion } from './cookies.ts';

/** Cookies of the HTTP layer itself, beside session and CSRF token. */
export type OwnCookie = 'device' | 'flow' | 'language' | 'messages';

/** The cookies that came with a request, and those that its answer sets. */
export class CookieJar {
  /** Set-Cookie texts for the answer. */
  readonly texts: string[] = [];
  #header: string | undefined;
  #isClosed = false;
  readonly #sessionCookie: CookieSettings;
  readonly #clock: Clock;

  constructor(header: string | undefined, settings: HttpSettings, clock: Clock) {
    this.#header = header;
    this.#sessionCookie = settings.sessionCookie;
    this.#clock = clock;
  }

  get header(): string | undefined {
    return this.#header;
  }

  readAll(name: string): readonly string[] {
    return readCookies(this.#header, name);
  }

  readOwn(name: OwnCookie): string | null {
    return this.readAll(this.#own(name).name)[0] ?? null;
  }

  /** Without `seconds` the cookie lasts until the browser closes. */
  setOwn(name: OwnCookie, value: string, seconds?: number): void {
    this.set(this.#own(name), value, seconds);
  }

  deleteOwn(name: OwnCookie): void {
    this.delete(this.#own(name));
  }

  set(settings: CookieSettings, value: string, seconds?: number): void {
    const life = seconds === undefined ? {} : { life: { from: this.#clock.now(), seconds } };
    this.put(settings.name, serializeCookie({ ...settings, value, ...life }));
  }

  delete(settings: CookieSettings): void {
    this.put(settings.name, serializeDeletion(settings));
  }

  /** Nothing came, and nothing goes out. */
  close(): void {
    this.#header = undefined;
    this.#isClosed = true;
    this.texts.length = 0;
  }

  /** At most one text for each name: the last one wins. */
  put(name: string, text: string): void {
    if (this.#isClosed) return;
    const at = this.texts.findIndex((known) => known.startsWith(`${name}=`));
    if (at === -1) this.texts.push(text);
    else this.texts[at] = text;
  }

  /** They live where the session's cookie does, with the same protection, and are never for scripts. */
  #own(name: OwnCookie): CookieSettings {
    const prefix = /^__(?:Host|Secure)-/.exec(this.#sessionCookie.name)?.[0] ?? '';
    return { ...this.#sessionCookie, name: `${prefix}${name}`, isHttpOnly: true, sameSite: 'Lax' };
  }
}
