import type { FastifyRequest } from 'fastify';
import { AccountsError } from '../core/errors.ts';
import type { SessionGrant } from '../core/login/grant.ts';
import type { Principal } from '../core/session/session.ts';
import type { Visitor } from '../core/visitor.ts';
import { pickLanguage } from '../texts/pick-language.ts';
import { isLanguage, type Language, type Translator, translatorFor } from '../texts/translator.ts';
import { parseBody, type RawFields } from './body.ts';
import { CookieJar } from './cookie-jar.ts';
import { isBoundTo, maskSecret, newCsrfSecret, secretOf, tokenFlaw } from './csrf-token.ts';
import { type FlashKind, type FlashMessage, packMessages, unpackMessages } from './flash-messages.ts';
import type { HttpContext } from './http-context.ts';
import { chooseNext } from './safe-next.ts';
import type { SessionAccess } from './session-access.ts';
import { SessionHandle } from './session-handle.ts';

const DAY_SECONDS = 86_400;
const DEVICE_COOKIE_SECONDS = 400 * DAY_SECONDS;
const LANGUAGE_COOKIE_SECONDS = 365 * DAY_SECONDS;
const LONGEST_USER_AGENT = 512;
const DEVICE_KEY = /^[A-Za-z0-9_-]{20,64}$/;

/**
 * One request and the answer that is being made: who asks, from where, with which session, in which language. All of
 * it is worked out when it is asked for, once; a request that asks for nothing costs nothing.
 */
export class Exchange {
  readonly request: FastifyRequest;
  readonly context: HttpContext;
  readonly #jar: CookieJar;
  readonly #session: SessionHandle;
  #principal: Promise<Principal | null> | undefined;
  #known: Principal | null = null;
  #visitor: Visitor | undefined;
  #translate: Translator | undefined;
  #csrfSecret: string | undefined;
  #flashes: FlashMessage[] = [];
  #body: RawFields | undefined;

  constructor(request: FastifyRequest, context: HttpContext) {
    this.request = request;
    this.context = context;
    this.#jar = new CookieJar(request.headers.cookie, context.settings, context.clock);
    this.#session = new SessionHandle(this.#jar, context);
  }

  /** Set-Cookie texts that the answer will carry. */
  get cookies(): readonly string[] {
    return this.#jar.texts;
  }

  /** Whether the answer depends on the session, so that caches must tell visitors apart. */
  get readSession(): boolean {
    return this.#session.wasRead;
  }

  /**
   * The key of the visitor's session, or null. It may have ended; `principal` and `session` know.
   *
   * @throws RequestProblem `bad-request` for a session cookie that came twice (abuse D2).
   */
  get sessionKey(): string | null {
    return this.#session.key;
  }

  /** Who is signed in, or null. */
  principal(): Promise<Principal | null> {
    this.#principal ??= this.#findPrincipal();
    return this.#principal;
  }

  async #findPrincipal(): Promise<Principal | null> {
    const { sessionKey, context } = this;
    this.#known = sessionKey === null ? null : await context.useCases.findPrincipal({ sessionKey });
    if (this.#known !== null) context.lastSeen.note(this.#known, context.clock.now());
    return this.#known;
  }

  /**
   * Who is signed in, on a route that lets nobody else in (`access: 'authenticated'`).
   *
   * @throws AccountsError `not-authenticated`
   */
  get signedIn(): Principal {
    if (this.#known === null) throw new AccountsError({ code: 'not-authenticated' });
    return this.#known;
  }

  /** @throws AccountsError `not-authenticated` */
  async requirePrincipal(): Promise<Principal> {
    const principal = await this.principal();
    if (principal === null) throw new AccountsError({ code: 'not-authenticated' });
    return principal;
  }

  get visitor(): Visitor {
    if (this.#visitor === undefined) {
      const deviceKey = this.#jar.readOwn('device');
      this.#visitor = {
        ipAddress: this.ipAddress,
        userAgent: this.userAgent,
        language: this.language,
        deviceKey: deviceKey !== null && DEVICE_KEY.test(deviceKey) ? deviceKey : null,
      };
    }
    return this.#visitor;
  }

  get ipAddress(): string {
    return this.context.connection.addressOf(this.request.raw);
  }

  get userAgent(): string {
    return (this.request.headers['user-agent'] ?? '').slice(0, LONGEST_USER_AGENT);
  }

  /** The words of the visitor's language. */
  get translate(): Translator {
    if (this.#translate === undefined) {
      const chosen = this.#jar.readOwn('language') ?? undefined;
      this.#translate = translatorFor(pickLanguage(this.request.headers['accept-language'], chosen));
    }
    return this.#translate;
  }

  get language(): Language {
    return this.translate.language;
  }

  /** Whether this browser was told a language, by its visitor or by an account that signed in here. */
  get hasChosenLanguage(): boolean {
    return isLanguage(this.#jar.readOwn('language'));
  }

  /** Remembers the visitor's choice for a year. */
  chooseLanguage(language: Language): void {
    this.#translate = translatorFor(language);
    this.#jar.setOwn('language', language, LANGUAGE_COOKIE_SECONDS);
  }

  get isSecure(): boolean {
    return this.context.connection.isSecure(this.request.raw);
  }

  /** The Host header, checked against the allow-list before any handler runs. */
  get host(): string {
    return this.request.headers.host ?? '';
  }

  /** Where to go next: the first candidate if it is safe (contract C6), else `fallback`. */
  chooseNext(candidates: readonly (string | null | undefined)[], fallback: string): string {
    return chooseNext(candidates, { host: this.host, isSecure: this.isSecure }, fallback);
  }

  /**
   * The fields of the body, from JSON or a form; empty without a body.
   *
   * @throws RequestProblem `parse-error`, `unsupported-media-type`; AccountsError `invalid-input`.
   */
  body(): RawFields {
    this.#body ??= parseBody(this.request.headers, this.request.body as Buffer | undefined);
    return this.#body;
  }

  /** The data of the visitor's session. Whatever was changed is stored when the answer leaves, unless it is a 500. */
  session(): Promise<SessionAccess> {
    return this.#session.access();
  }

  /** Gives the browser the session just issued, with a CSRF token of its own (contract C4: always a new one). */
  async startSession(grant: SessionGrant): Promise<void> {
    const before = await this.principal();
    await this.#session.start(grant, before !== null && before.user.id !== grant.session.userId);
    this.#principal = undefined;
    const isSignedIn = grant.session.userId !== null;
    this.#sendCsrfSecret(newCsrfSecret(this.context.signer, isSignedIn ? grant.session.id : null));
    if (grant.deviceKey !== null) this.#jar.setOwn('device', grant.deviceKey, DEVICE_COOKIE_SECONDS);
  }

  /** Makes the browser forget the session, after a use case ended it. */
  forgetSession(): void {
    this.#known = null;
    this.#principal = Promise.resolve(null);
    this.#session.forget();
  }

  /** Ends the visitor's session with its data: Django's `flush`. What is set afterwards starts a new one. */
  async flushSession(): Promise<void> {
    await this.context.useCases.logOut({ sessionKey: this.sessionKey, visitor: this.visitor });
    this.forgetSession();
  }

  /** Gives the session a new key and keeps its data: Django's `cycle_key`. Does nothing without a session. */
  async cycleSessionKey(): Promise<void> {
    if (this.sessionKey === null) return;
    const grant = await this.context.useCases.cycleSessionKey({ sessionKey: this.sessionKey });
    if (grant !== null) await this.startSession(grant);
  }

  /**
   * The token that a form or script of this answer needs (contract C5), masked anew each time. Sets the cookie when
   * the browser has none that is good for this session.
   */
  async csrfToken(): Promise<string> {
    if (this.#csrfSecret === undefined) {
      const principal = await this.principal();
      const sessionId = principal?.session.id ?? null;
      const sent = this.#sentCsrfSecret();
      const { signer } = this.context;
      if (sent !== null && isBoundTo(signer, sent, sessionId)) this.#csrfSecret = sent;
      else this.#sendCsrfSecret(newCsrfSecret(signer, sessionId));
    }
    return maskSecret(this.#csrfSecret ?? '');
  }

  /** The CSRF tokens of the cookie; more than one is as good as none. */
  get sentCsrfTokens(): readonly string[] {
    return this.#jar.readAll(this.context.settings.csrfCookie.name);
  }

  #sentCsrfSecret(): string | null {
    const [token, another] = this.sentCsrfTokens;
    if (token === undefined || another !== undefined || tokenFlaw(token) !== null) return null;
    return secretOf(token);
  }

  #sendCsrfSecret(secret: string): void {
    const { csrfCookie, csrfCookieAgeSeconds } = this.context.settings;
    this.#csrfSecret = secret;
    this.#jar.set(csrfCookie, secret, csrfCookieAgeSeconds);
  }

  /** Shows `text` on the next page that the visitor sees, after a redirect too. */
  flash(kind: FlashKind, text: string): void {
    this.#flashes.push({ kind, text });
  }

  /** The messages for this page; they are gone afterwards. */
  takeFlashes(): readonly FlashMessage[] {
    const sent = this.#jar.readOwn('messages');
    const messages = [...unpackMessages(this.context.signer, sent), ...this.#flashes];
    this.#flashes = [];
    if (sent !== null) this.#jar.deleteOwn('messages');
    return messages;
  }

  /** Whether there may be something to store at the end; most requests leave nothing. */
  get mustFinish(): boolean {
    return this.#flashes.length > 0 || this.#session.mayHaveChanged;
  }

  /** Stores what changed, once the handler is done and did not fail. */
  async finish(): Promise<void> {
    if (this.#flashes.length > 0) {
      const { signer } = this.context;
      const kept = unpackMessages(signer, this.#jar.readOwn('messages'));
      this.#jar.setOwn('messages', packMessages(signer, [...kept, ...this.#flashes]));
    }
    await this.#session.save(() => this.visitor);
  }
}
