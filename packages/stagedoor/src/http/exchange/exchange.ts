import type { OwnPasswordStored } from '../../core/account/password/store-own-password.ts';
import type { IssuedSession } from '../../core/session/issued-session.ts';
import { includesOwn, type SessionRef } from '../../core/session/log-out-session.ts';
import type { Principal, Session } from '../../core/session/session.ts';
import type { HttpContext } from '../context/http-context.ts';
import { csrfBindingOf, csrfBindingOfTokens } from '../cookie/csrf-binding.ts';
import { FlashHandle } from '../cookie/flash-handle.ts';
import type { FlashKind, FlashMessage } from '../cookie/flash-messages.ts';
import type { SessionAccess } from '../cookie/session-access.ts';
import { isCookie } from '../credential/credential-source.ts';
import type { HttpRequest } from '../request/http-request.ts';
import type { AuthenticationRules } from './authentication-rules.ts';
import { CsrfHandle } from './csrf-handle.ts';
import { FlowHandle } from './flow-handle.ts';
import { IncomingRequest } from './incoming-request.ts';
import type { TokensForBrowser } from './token-cookies.ts';
import { unlessStorageAway } from './unless-storage-away.ts';

/**
 * One request and the answer that is being made: who asks, from where, with which session, in which language. All of
 * it is worked out when it is asked for, once; a request that asks for nothing costs nothing.
 *
 * One class, however long: what the answer is to set is known to it alone, and no part of it may be finished without the others.
 */
export class Exchange extends IncomingRequest {
  readonly #csrf: CsrfHandle;
  readonly #flashes: FlashHandle;
  #hasLeft = false;
  #issuedSession = false;

  /** `rules` are what the route asks of whoever comes; where no route was found nobody is looked for but by session. */
  constructor(request: HttpRequest, context: HttpContext, rules?: AuthenticationRules) {
    super(request, context, rules);
    this.#csrf = new CsrfHandle(this.handles.jar, context);
    this.#flashes = new FlashHandle(this.handles.jar, context.signer);
  }

  /** Set-Cookie texts that the answer will carry. */
  get cookies(): readonly string[] {
    return this.handles.jar.texts;
  }

  /**
   * The data of the visitor's session. Whatever was changed is stored when the answer leaves, unless it is a 500. Empty, and
   * kept nowhere, for who came by a header while the browser holds somebody else's session.
   */
  async session(): Promise<SessionAccess> {
    if (this.credentialSource === 'header' && (await this.#isInAnothersBrowser()))
      this.handles.session.ignore();
    return await this.handles.session.access();
  }

  async #isInAnothersBrowser(): Promise<boolean> {
    const browserHolder = await this.findBrowserHolder();
    return browserHolder !== null && browserHolder.user.id !== this.handles.principal.holder?.user.id;
  }

  /** Gives the browser the session just issued, with a CSRF token of its own (always a new one). */
  async startSession(issued: IssuedSession): Promise<void> {
    // Whoever came by a token goes on with it; nothing of it is for the browser.
    if (issued.session.kind !== 'cookie') return this.handles.principal.reset();
    this.#hasLeft = false;
    this.#issuedSession = true;
    this.flow.forget();
    const before = await this.sessionHolder();
    if (issued.session.userId !== null) await this.#forgetTokensOfOthers(issued.session.userId);
    await this.handles.session.start(issued, before !== null && before.user.id !== issued.session.userId);
    this.handles.principal.reset();
    this.#csrf.renew(issued.session.userId === null ? null : issued.session.id);
    if (issued.deviceKey !== null) this.handles.visitor.rememberDevice(issued.deviceKey);
  }

  /** After somebody set their own password: the session goes on, or it was the API token's and ended. */
  async afterOwnPassword(stored: OwnPasswordStored): Promise<void> {
    if (stored.session === 'goes-on') return await this.startSession(stored.issued);
    this.handles.principal.reset();
  }

  /**
   * Gives the browser a pair of tokens in cookies, with a CSRF token of its own. A session that ended meanwhile leaves it, so that
   * whoever logged in last is who it is.
   */
  async startTokens(tokens: TokensForBrowser, session: Session): Promise<void> {
    this.#hasLeft = false;
    this.#issuedSession = true;
    this.flow.forget();
    if (session.userId !== null) await this.#forgetTokensOfOthers(session.userId);
    await unlessStorageAway(this.request, 'a session cookie beside new tokens could not be looked up', () =>
      this.handles.session.forgetIfEnded(),
    );
    this.tokenCookies.set(tokens);
    this.handles.principal.reset();
    this.#csrf.renew(csrfBindingOfTokens(session, this.context.accounts.jwt));
  }

  /**
   * Gives the browser new tokens for those that it has. That is no log-in: a session beside them goes on, and so does the CSRF
   * token that open pages have. A browser that has tokens alone, and no CSRF token good for them, gets one.
   */
  async renewTokens(tokens: TokensForBrowser, session: Session): Promise<void> {
    this.#issuedSession = true;
    if (session.userId !== null) await this.#forgetTokensOfOthers(session.userId);
    this.tokenCookies.set(tokens);
    this.handles.principal.reset();
    if (!this.handles.session.wasSent)
      this.#csrf.keep(csrfBindingOfTokens(session, this.context.accounts.jwt));
  }

  /** Tokens that somebody else left in this browser would be asked beside the new session, or instead of it. */
  async #forgetTokensOfOthers(userId: number): Promise<void> {
    if (this.tokenCookies.all.length === 0) return;
    const tokenSessions = await this.findTokenFamilies();
    if (includesOwn(tokenSessions, userId)) return;
    this.tokenCookies.forget();
    // The gate has ended them, where it was told of them.
    const { request, context, visitor } = this;
    await unlessStorageAway(request, 'tokens that somebody else left in a browser could not be ended', () =>
      context.useCases.login.logOut({ sessionKeys: [], tokenSessions, visitor }),
    );
  }

  /** For a token that goes out in the body: nobody keeps that answer to give it again. */
  notesToken(): void {
    this.#issuedSession = true;
  }

  /** Whether this answer hands a session out, in a cookie or as a token. */
  get issuedSession(): boolean {
    return this.#issuedSession;
  }

  /** Makes the browser forget what it was logged in with, which a use case ended. A header's owner leaves it as it is. */
  forgetSession(): void {
    const { credentialSource } = this;
    this.#leave();
    if (isCookie(credentialSource)) this.#forgetCookies();
  }

  #leave(): void {
    this.#hasLeft = true;
    this.handles.principal.forget();
  }

  #forgetCookies(): void {
    this.handles.session.forget();
    this.tokenCookies.forget();
    this.flow.forget();
  }

  /** Nobody is logged in from here on, whatever came: for the page that says what is wrong with what came. */
  askNobody(): void {
    this.handles.principal.forget();
    this.handles.session.ignore();
  }

  /** The cookies of the browser play no part from here on, and none is set. */
  ignoreCookies(): void {
    this.handles.jar.close();
    this.handles.session.ignore();
  }

  /** Whether the visitor logged out, so that the browser is told to drop what it kept (Clear-Site-Data). */
  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  /**
   * Ends the visitor's session with its data, Django's `flush`, every other that the browser sent, the tokens in its cookies, and a
   * log-in on its way: what it forgets is good for nobody who copied it. All of it ends, or nothing does.
   *
   * @param tokens Further ones that end with it, good or not.
   */
  async flushSession(tokens: readonly string[] = []): Promise<void> {
    const { useCases } = this.context;
    const { sentKeys } = this.handles.session;
    const { sessionKey, tokenSessions } = await this.findReplacedSessions();
    const others = tokens.length === 0 ? [] : await useCases.jwt.findFamilies({ tokens });
    await useCases.login.logOut({
      sessionKeys: sessionKey === null ? sentKeys : [sessionKey, ...sentKeys],
      tokenSessions: [...others, ...tokenSessions, ...sessionsOf(await this.sessionHolder())],
      flows: this.flow.allSent,
      visitor: this.visitor,
    });
    this.#leave();
    this.#forgetCookies();
  }

  /** By which a log-in goes on that waits at a stage; few requests ask for it. */
  get flow(): FlowHandle {
    return new FlowHandle(this.handles.jar, this.request);
  }

  /** Gives the session a new key and keeps its data: Django's `cycle_key`. Does nothing without a session. */
  async cycleSessionKey(): Promise<void> {
    const sessionKey = await this.findSessionKey();
    if (sessionKey === null) return;
    const issued = await this.context.useCases.session.cycleKey({ sessionKey });
    if (issued !== null) await this.startSession(issued);
  }

  /**
   * The token that a form or script of this answer needs, masked anew each time. Sets the cookie when
   * the browser has none that is good for this session.
   */
  async csrfToken(): Promise<string> {
    const holder = await this.findBrowserHolder();
    return this.#csrf.token(csrfBindingOf(holder));
  }

  /** The CSRF tokens of the cookie; of several, the one made for this session counts. */
  get sentCsrfTokens(): readonly string[] {
    return this.#csrf.sent;
  }

  /** Shows `text` on the next page that the visitor sees, after a redirect too. */
  flash(kind: FlashKind, text: string): void {
    this.#flashes.add({ kind, text });
  }

  /** Passes the messages on to the next page; a refusal does so itself, for nothing else is stored where a handler failed. */
  keepFlashes(): void {
    if (this.#flashes.hasAdded) this.#flashes.keep();
  }

  /** The messages for this page; they are gone afterwards. */
  takeFlashes(): readonly FlashMessage[] {
    return this.#flashes.take();
  }

  /** Whether there may be something to store at the end; most requests leave nothing. */
  get mustFinish(): boolean {
    return this.#flashes.hasAdded || this.handles.session.mayHaveChanged || this.isKeyDue;
  }

  /** Whether what the visitor is has changed since their session got its key, and this answer may bring a new one. */
  get isKeyDue(): boolean {
    const session = this.handles.principal.holder?.session ?? null;
    return session?.isKeyDue === true && !this.#issuedSession && !this.#hasLeft;
  }

  /** Gives the session its new key. The answer is right without it: what fails here is tried again by the next one. */
  async renewDueKey(): Promise<void> {
    const session = this.handles.principal.holder?.session ?? null;
    if (session === null || !this.isKeyDue) return;
    this.#issuedSession = true;
    await unlessStorageAway(this.request, 'a session got no new key', async () => {
      const issued = await this.context.useCases.session.renewDueKey({ session });
      if (issued !== null) await this.handles.session.start(issued, false);
      this.handles.principal.reset();
    });
  }

  /** Stores what changed, once the handler is done and did not fail. */
  async finish(): Promise<void> {
    this.keepFlashes();
    await this.renewDueKey();
    await this.handles.session.save(
      () => this.visitor,
      (why) =>
        this.request.log.warn(
          { err: why },
          'a session could not be renewed, or a word of what was done not kept',
        ),
    );
  }
}

/** What a token opens that came outside of cookies. */
function sessionsOf(holder: Principal | null): readonly SessionRef[] {
  if (holder === null || holder.sessionKeyHash === null || holder.session?.kind === 'cookie') return [];
  return [{ keyHash: holder.sessionKeyHash, userId: holder.user.id }];
}
