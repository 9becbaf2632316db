import type { FastifyRequest } from 'fastify';
import { AccountsError } from '../core/errors.ts';
import type { SessionGrant } from '../core/login/grant.ts';
import type { OwnPasswordStored } from '../core/password/store-own-password.ts';
import type { Principal, Session } from '../core/session/session.ts';
import { statelessSessionId } from '../core/token/stateless-principal.ts';
import type { Visitor } from '../core/visitor.ts';
import type { Language, Translator } from '../texts/translator.ts';
import { isMultipart, parseBody, type RawFields, readMultipart } from './body.ts';
import { CookieJar } from './cookie-jar.ts';
import { CsrfHandle } from './csrf-handle.ts';
import { FlashHandle } from './flash-handle.ts';
import type { FlashKind, FlashMessage } from './flash-messages.ts';
import type { HttpContext } from './http-context.ts';
import { type Carrier, PrincipalHandle, type Ways } from './principal-handle.ts';
import type { RequestProblem } from './problem.ts';
import { chooseNext } from './safe-next.ts';
import type { VariesBy } from './security-headers.ts';
import type { SessionAccess } from './session-access.ts';
import { SessionHandle } from './session-handle.ts';
import { TokenCookies, type TokensForBrowser } from './token-cookies.ts';
import { VisitorHandle } from './visitor-handle.ts';

const SESSION_ALONE: Ways = { credentials: 'session', serves: null };

/**
 * One request and the answer that is being made: who asks, from where, with which session, in which language. All of
 * it is worked out when it is asked for, once; a request that asks for nothing costs nothing.
 */
export class Exchange {
  readonly request: FastifyRequest;
  readonly context: HttpContext;
  readonly #jar: CookieJar;
  readonly #visitor: VisitorHandle;
  readonly #session: SessionHandle;
  readonly #principal: PrincipalHandle;
  readonly #csrf: CsrfHandle;
  readonly #flashes: FlashHandle;
  /** The tokens that came in cookies. */
  readonly tokenCookies: TokenCookies;
  #body: RawFields | undefined;
  #now: Date | undefined;
  #hasLeft = false;
  #issuedSession = false;

  /** `ways` are what the route asks of whoever comes; where no route was found nobody is looked for but by session. */
  constructor(request: FastifyRequest, context: HttpContext, ways: Ways = SESSION_ALONE) {
    this.request = request;
    this.context = context;
    this.#jar = new CookieJar(request.headers.cookie, context.settings, context.clock);
    this.#visitor = new VisitorHandle(request, this.#jar, context);
    this.#session = new SessionHandle(this.#jar, context);
    this.tokenCookies = new TokenCookies(this.#jar, context);
    this.#principal = new PrincipalHandle(
      {
        session: this.#session,
        tokenCookies: this.tokenCookies,
        visitor: this.#visitor,
        ways,
        authorization: request.headers.authorization,
        ticket: ways.ticket === undefined ? null : ticketIn(request),
      },
      context,
    );
    this.#csrf = new CsrfHandle(this.#jar, context);
    this.#flashes = new FlashHandle(this.#jar, context.signer);
  }

  /** Set-Cookie texts that the answer will carry. */
  get cookies(): readonly string[] {
    return this.#jar.texts;
  }

  /** What of who asks decided the answer, for `Vary`. */
  get variesBy(): VariesBy {
    const { authorization } = this.request.headers;
    if (authorization !== undefined && this.#principal.readHeader) return 'header';
    return this.#session.wasRead ? 'cookie' : 'nothing';
  }

  /**
   * The key of the visitor's session, or null. It may have ended; `principal` and `session` know.
   *
   * @throws RequestProblem `bad-request` for two session cookies with which somebody is logged in.
   */
  async findSessionKey(): Promise<string | null> {
    return (await this.#session.find())?.key ?? null;
  }

  /** The moment of this request: one for everything that is noted of it. */
  get now(): Date {
    this.#now ??= this.context.clock.now();
    return this.#now;
  }

  /** Who is logged in, or null; null too for somebody with a stage to pass, but for the routes that serve it. */
  principal(): Promise<Principal | null> {
    return this.#principal.find(() => this.now);
  }

  /** What whoever is logged in showed; null before anybody was looked for. */
  get carrier(): Carrier | null {
    return this.#principal.carrier;
  }

  /**
   * Who is logged in, on a route that lets nobody else in (`access: 'authenticated'`).
   *
   * @throws AccountsError `not-authenticated`, `stage-required`
   */
  get signedIn(): Principal {
    const { known } = this.#principal;
    if (known === null) throw this.notSignedIn();
    return known;
  }

  /** @throws AccountsError `not-authenticated`, `stage-required` */
  async requirePrincipal(): Promise<Principal> {
    const principal = await this.principal();
    if (principal === null) throw this.notSignedIn();
    return principal;
  }

  /** The refusal for a route that wants somebody logged in, once nobody was found. */
  notSignedIn(): AccountsError | RequestProblem {
    const { holder, refused } = this.#principal;
    const stage = holder?.session.pendingStage ?? null;
    if (stage === null && refused !== null) return refused;
    return new AccountsError(
      stage === null ? { code: 'not-authenticated' } : { code: 'stage-required', stage },
    );
  }

  /**
   * Whose session the browser has, with a stage to pass too: for what belongs to the session itself, as its CSRF token.
   * Whether they may do anything is not said by it.
   */
  async sessionHolder(): Promise<Principal | null> {
    await this.principal();
    return this.#principal.holder;
  }

  async #browserHolder(): Promise<Principal | null> {
    await this.principal();
    return await this.#principal.findBrowserHolder();
  }

  get visitor(): Visitor {
    return this.#visitor.visitor;
  }

  /**
   * Whom the proxy in front has logged in, or null.
   *
   * @throws RequestProblem `bad-request` where it says so twice.
   */
  get remoteUser(): string | null {
    return this.#visitor.remoteUser;
  }

  get ipAddress(): string {
    return this.#visitor.ipAddress;
  }

  get userAgent(): string {
    return this.#visitor.userAgent;
  }

  /** The words of the visitor's language. */
  get translate(): Translator {
    return this.#visitor.translate;
  }

  get language(): Language {
    return this.translate.language;
  }

  /** Answers this request in `language`, and remembers nothing. */
  speak(language: Language): void {
    this.#visitor.speak(language);
  }

  /** Remembers the visitor's choice for a year. */
  chooseLanguage(language: Language): void {
    this.#visitor.chooseLanguage(language);
  }

  get isSecure(): boolean {
    return this.#visitor.isSecure;
  }

  /** The Host header, checked against the allow-list before any handler runs. */
  get host(): string {
    return this.request.headers.host ?? '';
  }

  /** Where to go next: the first candidate if it is safe, else `fallback`. */
  chooseNext(candidates: readonly (string | null | undefined)[], fallback: string): string {
    return chooseNext(candidates, { host: this.host, isSecure: this.isSecure }, fallback);
  }

  /**
   * Reads a `multipart/form-data` body, which takes waiting. Each unsafe request does so before `body` is asked.
   *
   * @throws RequestProblem `parse-error`, `unsupported-media-type`.
   */
  async readBody(): Promise<void> {
    const { headers, body } = this.request;
    if (isMultipart(headers) && !isRead(body))
      this.#body ??= await readMultipart(headers, body as Buffer | undefined);
  }

  /**
   * The fields of the body, from JSON or a form of either encoding; empty without a body.
   *
   * @throws RequestProblem `parse-error`, `unsupported-media-type`; AccountsError `invalid-input`.
   */
  body(): RawFields {
    this.#body ??= isRead(this.request.body)
      ? this.request.body
      : parseBody(this.request.headers, this.request.body as Buffer | undefined);
    return this.#body;
  }

  /**
   * The data of the visitor's session. Whatever was changed is stored when the answer leaves, unless it is a 500. Empty, and
   * kept nowhere, for who came by a header while the browser holds somebody else's session.
   */
  async session(): Promise<SessionAccess> {
    if (this.carrier === 'header' && (await this.#isInAnothersBrowser())) this.#session.setAside();
    return await this.#session.access();
  }

  async #isInAnothersBrowser(): Promise<boolean> {
    const browserHolder = await this.#browserHolder();
    return browserHolder !== null && browserHolder.user.id !== this.#principal.holder?.user.id;
  }

  /** Gives the browser the session just issued, with a CSRF token of its own (always a new one). */
  async startSession(grant: SessionGrant): Promise<void> {
    // Whoever came by a token goes on with it; nothing of it is for the browser.
    if (grant.session.kind !== 'cookie') return this.#principal.reset();
    this.#hasLeft = false;
    this.#issuedSession = true;
    const before = await this.sessionHolder();
    if (grant.session.userId !== null) await this.#endTokensOfOthers(grant.session.userId);
    await this.#session.start(grant, before !== null && before.user.id !== grant.session.userId);
    this.#principal.reset();
    this.#csrf.renew(grant.session.userId === null ? null : grant.session.id);
    if (grant.deviceKey !== null) this.#visitor.rememberDevice(grant.deviceKey);
  }

  /** After somebody set their own password: the session goes on, or it was the API token's and ended. */
  async afterOwnPassword(stored: OwnPasswordStored): Promise<void> {
    if (stored.session === 'goes-on') return await this.startSession(stored.grant);
    this.#principal.reset();
  }

  /**
   * Gives the browser a pair of tokens in cookies, with a CSRF token of its own. A session that ended meanwhile leaves it, so that
   * whoever logged in last is who it is.
   */
  async startTokens(tokens: TokensForBrowser, session: Session): Promise<void> {
    if (!this.tokenCookies.haveRoomFor(tokens)) {
      // The log-in is carried out by now: nobody is to have what it opened.
      await this.context.useCases.endTokenFamily({ tokens: [tokens.access], visitor: this.visitor });
    }
    this.#hasLeft = false;
    this.#issuedSession = true;
    if (session.userId !== null) await this.#endTokensOfOthers(session.userId);
    await this.#session.forgetIfEnded();
    this.tokenCookies.set(tokens);
    this.#principal.reset();
    const { isStateless } = this.context.accounts.jwt;
    this.#csrf.renew(isStateless ? statelessSessionId(session.keyHash) : session.id);
  }

  /** Tokens that somebody else left in this browser would be asked beside the new session, or instead of it. */
  async #endTokensOfOthers(userId: number): Promise<void> {
    const tokens = this.tokenCookies.all;
    if (tokens.length === 0) return;
    const { visitor } = this;
    const found = await this.context.useCases.endTokensOfOthers({ tokens, userId, visitor });
    if (found === 'ended') this.tokenCookies.forget();
  }

  /** For a token that goes out in the body: nobody keeps that answer to give it again. */
  notesToken(): void {
    this.#issuedSession = true;
  }

  /** Whether this answer hands a session out, in a cookie or as a token. */
  get issuedSession(): boolean {
    return this.#issuedSession;
  }

  /** Makes the browser forget the session, after a use case ended it. What a header opened, no cookie of the browser's did. */
  forgetSession(): void {
    const { carrier } = this;
    this.#leave();
    if (carrier !== 'header') this.#forgetCookies();
  }

  #leave(): void {
    this.#hasLeft = true;
    this.#principal.forget();
  }

  #forgetCookies(): void {
    this.#session.forget();
    this.tokenCookies.forget();
  }

  /** Nobody is logged in from here on, whatever came: for the page that says what is wrong with what came. */
  askNobody(): void {
    this.#principal.forget();
    this.#session.setAside();
  }

  /** The cookies of the browser play no part from here on, and none is set. */
  setCookiesAside(): void {
    this.#jar.close();
    this.#session.setAside();
  }

  /** Whether the visitor logged out, so that the browser is told to drop what it kept (Clear-Site-Data). */
  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  /**
   * Ends the visitor's session with its data, Django's `flush`, and the tokens in the browser's cookies: what it forgets is good
   * for nobody who copied it. What is set afterwards starts a new session.
   */
  async flushSession(): Promise<void> {
    const { context, visitor } = this;
    const tokens = this.tokenCookies.all;
    if (tokens.length > 0) await context.useCases.endTokenFamily({ tokens, visitor });
    const sessionKey = await this.findSessionKey();
    const holder = await this.sessionHolder();
    if (holder !== null && holder.session.kind !== 'cookie') {
      await context.useCases.endOwnSession({ principal: holder, visitor });
    }
    await context.useCases.logOut({ sessionKey, visitor });
    this.#leave();
    this.#forgetCookies();
  }

  /** Gives the session a new key and keeps its data: Django's `cycle_key`. Does nothing without a session. */
  async cycleSessionKey(): Promise<void> {
    const sessionKey = await this.findSessionKey();
    if (sessionKey === null) return;
    const grant = await this.context.useCases.cycleSessionKey({ sessionKey });
    if (grant !== null) await this.startSession(grant);
  }

  /**
   * The token that a form or script of this answer needs, masked anew each time. Sets the cookie when
   * the browser has none that is good for this session.
   */
  async csrfToken(): Promise<string> {
    const holder = await this.#browserHolder();
    return this.#csrf.token(holder?.session.id ?? null);
  }

  /** The CSRF tokens of the cookie; of several, the one made for this session counts. */
  get sentCsrfTokens(): readonly string[] {
    return this.#csrf.sent;
  }

  /** Shows `text` on the next page that the visitor sees, after a redirect too. */
  flash(kind: FlashKind, text: string): void {
    this.#flashes.add({ kind, text });
  }

  /** The messages for this page; they are gone afterwards. */
  takeFlashes(): readonly FlashMessage[] {
    return this.#flashes.take();
  }

  /** Whether there may be something to store at the end; most requests leave nothing. */
  get mustFinish(): boolean {
    return this.#flashes.hasAdded || this.#session.mayHaveChanged;
  }

  /** Stores what changed, once the handler is done and did not fail. */
  async finish(): Promise<void> {
    if (this.#flashes.hasAdded) this.#flashes.keep();
    await this.#session.save(
      () => this.visitor,
      (why) => this.request.log.warn({ err: why }, 'a session could not be renewed'),
    );
  }
}

/** Asking what an address answers is no use of its ticket; one that came twice is none. */
function ticketIn({ method, query }: FastifyRequest): string | null {
  const { ticket } = query as Readonly<Record<string, unknown>>;
  return method !== 'HEAD' && typeof ticket === 'string' ? ticket : null;
}

/** Whether a parser of the application that accounts are mounted in has made fields of the body already. */
function isRead(body: unknown): body is RawFields {
  return typeof body === 'object' && body !== null && !Buffer.isBuffer(body);
}
