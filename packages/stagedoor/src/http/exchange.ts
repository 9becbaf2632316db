import type { FastifyRequest } from 'fastify';
import { AccountsError } from '../core/errors.ts';
import type { SessionGrant } from '../core/login/grant.ts';
import { policyExpiry } from '../core/session/save-session.ts';
import type { Principal, Session } from '../core/session/session.ts';
import type { Visitor } from '../core/visitor.ts';
import { pickLanguage } from '../texts/pick-language.ts';
import { type Language, type Translator, translatorFor } from '../texts/translator.ts';
import { parseBody, type RawFields } from './body.ts';
import { type CookieLife, readCookie, readCookies, serializeCookie, serializeDeletion } from './cookies.ts';
import { isBoundTo, maskSecret, newCsrfSecret, secretOf, tokenFlaw } from './csrf-token.ts';
import { type FlashKind, type FlashMessage, packMessages, unpackMessages } from './flash-messages.ts';
import type { HttpContext } from './http-context.ts';
import type { CookieSettings } from './http-settings.ts';
import { chooseNext } from './safe-next.ts';
import { SessionAccess } from './session-access.ts';
import {
  deleteSessionCookie,
  readSessionCookie,
  readSignedData,
  type SentSession,
  serializeSessionCookie,
  signSessionData,
} from './session-cookie.ts';

const DAY_SECONDS = 86_400;
const DEVICE_COOKIE_SECONDS = 400 * DAY_SECONDS;
const LANGUAGE_COOKIE_SECONDS = 365 * DAY_SECONDS;
const LONGEST_USER_AGENT = 512;

/**
 * One request and the answer that is being made: who asks, from where, with which session, in which language. All of
 * it is worked out when it is asked for, once; a request that asks for nothing costs nothing.
 */
export class Exchange {
  readonly request: FastifyRequest;
  readonly context: HttpContext;
  /** Set-Cookie texts that the answer will carry. */
  readonly cookies: string[] = [];
  #sent: SentSession | null | undefined;
  #principal: Promise<Principal | null> | undefined;
  #visitor: Visitor | undefined;
  #translate: Translator | undefined;
  #session: Promise<SessionAccess> | undefined;
  #csrfSecret: string | undefined;
  #flashes: FlashMessage[] = [];
  #body: RawFields | undefined;

  constructor(request: FastifyRequest, context: HttpContext) {
    this.request = request;
    this.context = context;
  }

  /** Whether the answer depends on the session, so that caches must tell visitors apart. */
  get readSession(): boolean {
    return this.#sent !== undefined;
  }

  /** The key of the visitor's session, or null. It may have ended; `principal` and `session` know. */
  get sessionKey(): string | null {
    return this.#sentSession?.key ?? null;
  }

  get #sentSession(): SentSession | null {
    if (this.#sent === undefined) {
      this.#sent = readSessionCookie(this.request.headers.cookie, this.context.settings.sessionCookie);
    }
    return this.#sent;
  }

  /** Who is signed in, or null. */
  principal(): Promise<Principal | null> {
    this.#principal ??= this.#findPrincipal();
    return this.#principal;
  }

  async #findPrincipal(): Promise<Principal | null> {
    const { sessionKey, context } = this;
    if (sessionKey === null) return null;
    const principal = await context.useCases.findPrincipal({ sessionKey });
    if (principal !== null) context.lastSeen.note(principal, context.clock.now());
    return principal;
  }

  /** @throws AccountsError `not-authenticated` */
  async requirePrincipal(): Promise<Principal> {
    const principal = await this.principal();
    if (principal === null) throw new AccountsError({ code: 'not-authenticated' });
    return principal;
  }

  get visitor(): Visitor {
    this.#visitor ??= {
      ipAddress: this.context.connection.addressOf(this.request.raw),
      userAgent: (this.request.headers['user-agent'] ?? '').slice(0, LONGEST_USER_AGENT),
      language: this.language,
      deviceKey: this.#deviceKey(),
    };
    return this.#visitor;
  }

  #deviceKey(): string | null {
    const value = readCookie(this.request.headers.cookie, this.#ownCookie('device').name);
    return value !== null && /^[A-Za-z0-9_-]{20,64}$/.test(value) ? value : null;
  }

  /** The words of the visitor's language. */
  get translate(): Translator {
    if (this.#translate === undefined) {
      const { headers } = this.request;
      const chosen = readCookie(headers.cookie, this.#ownCookie('language').name);
      this.#translate = translatorFor(pickLanguage(headers['accept-language'], chosen ?? undefined));
    }
    return this.#translate;
  }

  get language(): Language {
    return this.translate.language;
  }

  /** Remembers the visitor's choice for a year. */
  chooseLanguage(language: Language): void {
    this.#translate = translatorFor(language);
    this.#setOwnCookie('language', language, this.#lifeOf(LANGUAGE_COOKIE_SECONDS));
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
   * @throws RequestProblem `parse-error`, `unsupported-media-type`.
   */
  body(): RawFields {
    this.#body ??= parseBody(this.request.headers, this.request.body as Buffer | undefined);
    return this.#body;
  }

  /** The data of the visitor's session. Whatever was changed is stored when the answer leaves, unless it is a 500. */
  session(): Promise<SessionAccess> {
    this.#session ??= this.#loadSession();
    return this.#session;
  }

  async #loadSession(): Promise<SessionAccess> {
    const sent = this.#sentSession;
    const { useCases, sessionEngine, signer } = this.context;
    const loaded = sent === null ? null : await useCases.loadSession({ sessionKey: sent.key });
    if (loaded === null) return new SessionAccess({});
    const inCookie = sessionEngine === 'signed-cookies';
    return new SessionAccess(
      inCookie ? readSignedData(signer, loaded.session, sent?.signedData ?? null) : loaded.data,
    );
  }

  /** Gives the browser the session just issued, with a CSRF token of its own (contract C4: always a new one). */
  async startSession(grant: SessionGrant): Promise<void> {
    const before = await this.principal();
    const isOther = before !== null && before.user.id !== grant.session.userId;
    // Another user's data must not move along; one's own, or that of before log-in, does (contract C4).
    if (isOther) this.#session = Promise.resolve(new SessionAccess({}));
    await this.#carrySignedData(grant.session);
    this.#sendSession(grant.sessionKey, grant.session);
    this.#principal = undefined;
    this.#sendCsrfSecret(newCsrfSecret(this.context.signer, grant.session.id));
    if (grant.deviceKey !== null) {
      this.#setOwnCookie('device', grant.deviceKey, this.#lifeOf(DEVICE_COOKIE_SECONDS));
    }
  }

  /** Makes the browser forget the session, after a use case ended it. */
  forgetSession(): void {
    this.#sent = null;
    this.#principal = Promise.resolve(null);
    this.#session = Promise.resolve(new SessionAccess({}));
    this.#replaceCookie(
      this.context.settings.sessionCookie,
      deleteSessionCookie(this.context.settings.sessionCookie),
    );
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

  #sentCsrfSecret(): string | null {
    const [token, another] = readCookies(this.request.headers.cookie, this.context.settings.csrfCookie.name);
    if (token === undefined || another !== undefined || tokenFlaw(token) !== null) return null;
    return secretOf(token);
  }

  /** Shows `text` on the next page that the visitor sees, after a redirect too. */
  flash(kind: FlashKind, text: string): void {
    this.#flashes.push({ kind, text });
  }

  /** The messages for this page; they are gone afterwards. */
  takeFlashes(): readonly FlashMessage[] {
    const { name } = this.#ownCookie('messages');
    const sent = readCookie(this.request.headers.cookie, name);
    const messages = [...unpackMessages(this.context.signer, sent), ...this.#flashes];
    this.#flashes = [];
    if (sent !== null)
      this.#replaceCookie(this.#ownCookie('messages'), serializeDeletion(this.#ownCookie('messages')));
    return messages;
  }

  /** Stores what changed, once the handler is done and did not fail. */
  async finish(): Promise<void> {
    if (this.#flashes.length > 0) this.#keepFlashes();
    const { savesSessionOnEveryRequest } = this.context.settings;
    if (this.#session === undefined && !(savesSessionOnEveryRequest && this.sessionKey !== null)) return;
    const access = await this.session();
    if (access.isModified || savesSessionOnEveryRequest) await this.#saveSession(access);
  }

  #keepFlashes(): void {
    const cookie = this.#ownCookie('messages');
    const kept = unpackMessages(this.context.signer, readCookie(this.request.headers.cookie, cookie.name));
    const value = packMessages(this.context.signer, [...kept, ...this.#flashes]);
    this.#replaceCookie(cookie, serializeCookie({ ...cookie, value }));
  }

  async #saveSession(access: SessionAccess): Promise<void> {
    const { sessionKey } = this;
    const data = access.toData();
    if (sessionKey === null && Object.keys(data).length === 0) return;
    const expiry = access.chosenExpiry;
    const saved = await this.context.useCases.saveSession({
      sessionKey,
      data,
      expiry: expiry === 'policy' ? policyExpiry(this.context.accounts) : expiry,
      visitor: this.visitor,
    });
    if (saved === null) this.forgetSession();
    else this.#sendSession(saved.sessionKey, saved.session, data);
  }

  #sendSession(key: string, session: Session, data?: Record<string, unknown>): void {
    const { settings, sessionEngine, signer, clock } = this.context;
    const carried = sessionEngine === 'signed-cookies' && data !== undefined && Object.keys(data).length > 0;
    const signedData = carried ? signSessionData(signer, session, data as never) : null;
    this.#sent = { key, signedData };
    const cookie = serializeSessionCookie(settings.sessionCookie, {
      key,
      session,
      signedData,
      now: clock.now(),
    });
    this.#replaceCookie(settings.sessionCookie, cookie);
  }

  /** Data in a cookie is signed for one session, so it is signed anew for its successor, by marking it as changed. */
  async #carrySignedData(successor: Session): Promise<void> {
    if (this.context.sessionEngine !== 'signed-cookies' || successor.userId === null) return;
    const access = await this.session();
    if (access.names().length > 0) access.touch();
  }

  #sendCsrfSecret(secret: string): void {
    const { csrfCookie, csrfCookieAgeSeconds } = this.context.settings;
    this.#csrfSecret = secret;
    this.#replaceCookie(
      csrfCookie,
      serializeCookie({ ...csrfCookie, value: secret, life: this.#lifeOf(csrfCookieAgeSeconds) }),
    );
  }

  #lifeOf(seconds: number): CookieLife {
    return { from: this.context.clock.now(), seconds };
  }

  /** Cookies of the http room itself live where the session's does, with the same protection and never for scripts. */
  #ownCookie(name: 'device' | 'language' | 'messages'): CookieSettings {
    const { sessionCookie } = this.context.settings;
    const prefix = /^__(?:Host|Secure)-/.exec(sessionCookie.name)?.[0] ?? '';
    return { ...sessionCookie, name: `${prefix}${name}`, isHttpOnly: true, sameSite: 'Lax' };
  }

  #setOwnCookie(name: 'device' | 'language', value: string, life: CookieLife): void {
    const cookie = this.#ownCookie(name);
    this.#replaceCookie(cookie, serializeCookie({ ...cookie, value, life }));
  }

  /** At most one Set-Cookie for each name: the last one wins. */
  #replaceCookie({ name }: CookieSettings, text: string): void {
    const at = this.cookies.findIndex((cookie) => cookie.startsWith(`${name}=`));
    if (at === -1) this.cookies.push(text);
    else this.cookies[at] = text;
  }
}
