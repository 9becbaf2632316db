import type { LanguageTag } from '../../core/kernel/language-tag.ts';
import type { Visitor } from '../../core/kernel/visitor.ts';
import type { Translator } from '../../texts/translator.ts';
import type { HttpContext } from '../context/http-context.ts';
import type { CookieJar } from '../cookie/cookie-jar.ts';
import type { HttpRequest } from '../request/http-request.ts';

const DAY_SECONDS = 86_400;
const DEVICE_COOKIE_SECONDS = 400 * DAY_SECONDS;
const LANGUAGE_COOKIE_SECONDS = 365 * DAY_SECONDS;
const LONGEST_USER_AGENT = 512;
const DEVICE_KEY = /^[A-Za-z0-9_-]{20,64}$/;

/** Where one request comes from: the network, the browser, its device cookie, its language. */
export class VisitorHandle {
  readonly #request: HttpRequest;
  readonly #jar: CookieJar;
  readonly #context: HttpContext;
  #visitor: Visitor | undefined;
  #translate: Translator | undefined;

  constructor(request: HttpRequest, jar: CookieJar, context: HttpContext) {
    this.#request = request;
    this.#jar = jar;
    this.#context = context;
  }

  /** All of it, as use cases take it. */
  get visitor(): Visitor {
    if (this.#visitor === undefined) {
      const { ipAddress, userAgent, deviceKey } = this;
      this.#visitor = { ipAddress, userAgent, language: this.translate.language, deviceKey };
    }
    return this.#visitor;
  }

  get ipAddress(): string {
    return this.#context.connection.addressOf(this.#request.raw);
  }

  /** Whom the proxy in front has logged in, or null. @throws RequestProblem `bad-request` */
  get remoteUser(): string | null {
    return this.#context.remoteUser(this.#request.raw);
  }

  get isSecure(): boolean {
    return this.#context.connection.isSecure(this.#request.raw);
  }

  /** Whether it came over plain http to a site that is served by https. */
  get isInClear(): boolean {
    return this.#context.settings.isHttps && !this.isSecure;
  }

  get userAgent(): string {
    return (this.#request.headers['user-agent'] ?? '').slice(0, LONGEST_USER_AGENT);
  }

  get deviceKey(): string | null {
    const key = this.#jar.readOwn('device');
    return key !== null && DEVICE_KEY.test(key) ? key : null;
  }

  /** Lets the browser be recognised at its next log-in. */
  rememberDevice(key: string): void {
    this.#jar.setOwn('device', key, DEVICE_COOKIE_SECONDS);
  }

  get translate(): Translator {
    if (this.#translate === undefined) {
      const chosen = this.#jar.readOwn('language') ?? undefined;
      const { languages } = this.#context;
      this.#translate = languages.translatorFor(
        languages.pick(this.#request.headers['accept-language'], chosen),
      );
    }
    return this.#translate;
  }

  /** The language of this answer alone; the browser keeps what it was told. */
  answerIn(language: LanguageTag): void {
    this.#translate = this.#context.languages.translatorFor(language);
    this.#visitor = undefined;
  }

  chooseLanguage(language: LanguageTag): void {
    this.answerIn(language);
    this.#jar.setOwn('language', language, LANGUAGE_COOKIE_SECONDS);
  }
}
