import { AccountsError } from '../../core/kernel/errors.ts';
import type { LanguageTag } from '../../core/kernel/language-tag.ts';
import type { PendingStage } from '../../core/kernel/stage.ts';
import type { Visitor } from '../../core/kernel/visitor.ts';
import type { BrowserCredentials, SessionRef } from '../../core/session/log-out-session.ts';
import type { Principal } from '../../core/session/session.ts';
import type { Translator } from '../../texts/translator.ts';
import type { VariesBy } from '../answer/security-headers.ts';
import type { HttpContext } from '../context/http-context.ts';
import { CookieJar } from '../cookie/cookie-jar.ts';
import { type CredentialSource, isCookie } from '../credential/credential-source.ts';
import type { QueryCredential } from '../credential/incoming-credential.ts';
import { ticket } from '../credential/ticket.ts';
import type { RawFields } from '../request/body.ts';
import type { HttpRequest } from '../request/http-request.ts';
import type { Multipart } from '../request/multipart-body.ts';
import type { RequestProblem } from '../request/problem.ts';
import { chooseNext } from '../request/safe-next.ts';
import type { AuthenticationRules } from './authentication-rules.ts';
import { BodyHandle } from './body-handle.ts';
import { PrincipalHandle } from './principal-handle.ts';
import { SessionHandle } from './session-handle.ts';
import { TokenCookies } from './token-cookies.ts';
import { VisitorHandle } from './visitor-handle.ts';

const SESSION_ALONE: AuthenticationRules = { credentials: 'session', servesStage: null };

interface Handles {
  readonly jar: CookieJar;
  readonly visitor: VisitorHandle;
  readonly session: SessionHandle;
  readonly principal: PrincipalHandle;
  readonly body: BodyHandle;
}

/**
 * One request: who asks, from where, in which language, and what was sent. What the answer sets is `Exchange`'s. One class, because what was
 * looked up once is private to it.
 */
export class IncomingRequest {
  readonly request: HttpRequest;
  readonly context: HttpContext;
  protected readonly handles: Handles;
  /** The tokens that came in cookies. */
  readonly tokenCookies: TokenCookies;
  /** The stage that is passed where this request goes; null for most. */
  readonly servedStage: PendingStage | null;
  #now: Date | undefined;
  #families: Promise<readonly SessionRef[]> | undefined;

  /** `rules` are what the route asks of whoever comes; where no route was found nobody is looked for but by session. */
  constructor(request: HttpRequest, context: HttpContext, rules: AuthenticationRules = SESSION_ALONE) {
    this.request = request;
    this.context = context;
    this.servedStage = rules.servesStage;
    const jar = new CookieJar(request.headers.cookie, context.settings, context.clock);
    const visitor = new VisitorHandle(request, jar, context);
    const onAmbiguous = rules.logsOut === true ? 'nobody' : 'refuse';
    const session = new SessionHandle(jar, context, onAmbiguous);
    this.tokenCookies = new TokenCookies(jar, context, onAmbiguous);
    const principal = new PrincipalHandle({
      context,
      session,
      tokenCookies: this.tokenCookies,
      visitor,
      rules,
      authorization: request.headers.authorization,
      inQuery: rules.ticket === undefined ? null : parameterIn(request, ticket),
    });
    const body = new BodyHandle(request, context.settings.bodyLimitBytes);
    this.handles = { jar, visitor, session, principal, body };
  }

  /** What of who asks decided the answer, for `Vary`. */
  get variesBy(): VariesBy {
    const { authorization } = this.request.headers;
    if (authorization !== undefined && this.handles.principal.readHeader) return 'header';
    return this.handles.session.wasRead ? 'cookie' : 'nothing';
  }

  /**
   * The key of the visitor's session, or null. It may have ended; `principal` and `session` know.
   *
   * @throws RequestProblem `bad-request` for two session cookies with which somebody is logged in.
   */
  async findSessionKey(): Promise<string | null> {
    return (await this.handles.session.find())?.key ?? null;
  }

  /**
   * What this browser holds before somebody logs in with it, for the gate: the key of its session, and what the tokens in
   * its cookies open.
   *
   * @throws RequestProblem as `findSessionKey` does
   */
  async findReplacedSessions(): Promise<{
    readonly sessionKey: string | null;
    readonly tokenSessions: readonly SessionRef[];
  }> {
    return { sessionKey: await this.findSessionKey(), tokenSessions: await this.findTokenFamilies() };
  }

  /**
   * What the browser is logged in with, for a use case that ends the session of whoever asks: what `forgetSession` makes it forget
   * ends with that. Nothing for who came by a header: what that opened, no cookie of the browser's did.
   */
  async findBrowserCredentials(): Promise<BrowserCredentials> {
    if (!isCookie(this.credentialSource)) return { sessionKeys: [] };
    const { sessionKey, tokenSessions } = await this.findReplacedSessions();
    return { sessionKeys: sessionKey === null ? [] : [sessionKey], tokenSessions };
  }

  protected findTokenFamilies(): Promise<readonly SessionRef[]> {
    const tokens = this.tokenCookies.all;
    this.#families ??=
      tokens.length === 0 ? Promise.resolve([]) : this.context.useCases.jwt.findFamilies({ tokens });
    return this.#families;
  }

  /** The moment of this request: one for everything that is noted of it. */
  get now(): Date {
    this.#now ??= this.context.clock.now();
    return this.#now;
  }

  /** Who is logged in, or null; null too for somebody with a stage to pass, but for the routes that serve it. */
  principal(): Promise<Principal | null> {
    return this.handles.principal.find(() => this.now);
  }

  /** What whoever is logged in showed; null before anybody was looked for. */
  get credentialSource(): CredentialSource | null {
    return this.handles.principal.credentialSource;
  }

  /** @throws AccountsError `not-authenticated`, `stage-required` */
  async requirePrincipal(): Promise<Principal> {
    const principal = await this.principal();
    if (principal === null) throw this.notSignedIn();
    return principal;
  }

  /** The refusal for a route that wants somebody logged in, once nobody was found. */
  notSignedIn(): AccountsError | RequestProblem {
    const { holder, refused } = this.handles.principal;
    const stage = holder?.session?.pendingStage ?? null;
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
    return this.handles.principal.holder;
  }

  get visitor(): Visitor {
    return this.handles.visitor.visitor;
  }

  /**
   * Whom the proxy in front has logged in, or null.
   *
   * @throws RequestProblem `bad-request` where it says so twice.
   */
  get remoteUser(): string | null {
    return this.handles.visitor.remoteUser;
  }

  get ipAddress(): string {
    return this.handles.visitor.ipAddress;
  }

  get userAgent(): string {
    return this.handles.visitor.userAgent;
  }

  /** The words of the visitor's language. */
  get translate(): Translator {
    return this.handles.visitor.translate;
  }

  get language(): LanguageTag {
    return this.translate.language;
  }

  /** Answers this request in `language`, and remembers nothing. */
  answerIn(language: LanguageTag): void {
    this.handles.visitor.answerIn(language);
  }

  /** Remembers the visitor's choice for a year. */
  chooseLanguage(language: LanguageTag): void {
    this.handles.visitor.chooseLanguage(language);
  }

  get isSecure(): boolean {
    return this.handles.visitor.isSecure;
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
    await this.handles.body.read();
  }

  /** The files of a `multipart/form-data` body by the names of their fields, once it was read. */
  get files(): Multipart['files'] {
    return this.handles.body.files;
  }

  /**
   * The fields of the body, from JSON or a form of either encoding; empty without a body.
   *
   * @throws RequestProblem `parse-error`, `unsupported-media-type`, `body-too-large`; AccountsError `invalid-input`.
   */
  body(): RawFields {
    return this.handles.body.fields();
  }

  protected async findBrowserHolder(): Promise<Principal | null> {
    await this.principal();
    return await this.handles.principal.findBrowserHolder();
  }
}

/** Asking what an address answers is no use of the credential in it; one that came twice is none. */
function parameterIn(
  { method, query }: HttpRequest,
  { parameter }: Pick<QueryCredential, 'parameter'>,
): string | null {
  const text = (query as Readonly<Record<string, unknown>>)[parameter];
  return method !== 'HEAD' && typeof text === 'string' ? text : null;
}
