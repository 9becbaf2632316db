import { REMOTE_USER_BACKEND } from '../core/login/log-in-remote-user.ts';
import { networkOf } from '../core/login/network-of.ts';
import type { PendingStage, Principal, Session } from '../core/session/session.ts';
import { normalizeUsername } from '../core/user/username.ts';
import type { AuthenticationSteps } from './authentication-class.ts';
import type { Credentials } from './credentials.ts';
import { findByHeader } from './find-by-header.ts';
import type { HttpContext } from './http-context.ts';
import { type ProblemCode, RequestProblem } from './problem.ts';
import type { SessionHandle } from './session-handle.ts';
import type { TokenCookies } from './token-cookies.ts';
import type { VisitorHandle } from './visitor-handle.ts';

/**
 * What a principal came in: what browsers send by themselves, or what only the client itself can send. A `password` in the
 * header is of the first kind: a browser that was given one sends it along wherever the site is asked from.
 */
export type Carrier = 'session-cookie' | 'token-cookie' | 'password' | 'header';

/** What a route asks of whoever comes: which credentials it looks at, and the stage that it is there to pass. */
export interface Ways {
  readonly credentials: Credentials;
  readonly serves: PendingStage | null;
  /** The purpose of the ticket that is needed; nothing else is looked at then. */
  readonly ticket?: string | undefined;
  /** Anybody may come here: a header that is no good, or no more, is as good as none. */
  readonly takesAnybody?: boolean;
}

type Step = AuthenticationSteps['steps'][number];

function isCookie(carrier: Carrier | null): boolean {
  return carrier === 'session-cookie' || carrier === 'token-cookie';
}

/** What says that a header was looked at and found to be no good. */
const HEADER_REFUSALS: ReadonlySet<string> = new Set<ProblemCode>([
  'token-header-refused',
  'bearer-refused',
  'basic-refused',
]);

/**
 * Who is logged in on one request; looked up at most once for each session that the request goes through. Whoever has
 * a stage still to pass is logged in only where that stage is served.
 */
export class PrincipalHandle {
  readonly #session: SessionHandle;
  readonly #tokenCookies: TokenCookies;
  readonly #visitor: VisitorHandle;
  readonly #context: HttpContext;
  readonly #ways: Ways;
  readonly #authorization: string | undefined;
  readonly #ticket: string | null;
  #carrier: Carrier | null = null;
  #refused: RequestProblem | null = null;
  #principal: Promise<Principal | null> | undefined;
  #known: Principal | null = null;
  #holder: Principal | null = null;
  #readHeader = false;

  constructor(
    of: {
      session: SessionHandle;
      tokenCookies: TokenCookies;
      visitor: VisitorHandle;
      ways: Ways;
      authorization: string | undefined;
      /** The ticket in the address, if the route asks for one. */
      ticket: string | null;
    },
    context: HttpContext,
  ) {
    this.#session = of.session;
    this.#tokenCookies = of.tokenCookies;
    this.#visitor = of.visitor;
    this.#ways = of.ways;
    this.#authorization = of.authorization;
    this.#ticket = of.ticket;
    this.#context = context;
  }

  /** The one found last; null before anybody was looked for. */
  get known(): Principal | null {
    return this.#known;
  }

  /** Whose session the last one found was, logged in or before a stage. */
  get holder(): Principal | null {
    return this.#holder;
  }

  /** Whose the cookies of the browser are, whatever header came with them: for what the browser is to keep. */
  async findBrowserHolder(): Promise<Principal | null> {
    if (!this.#readHeader || isCookie(this.#carrier)) return this.#holder;
    const carrier = this.#carrier;
    const found = await this.#findByFirstOf(
      this.#context.authentication.steps.filter((step) => step !== 'header'),
    );
    this.#carrier = carrier;
    return found;
  }

  /** Why the token in the cookie was not taken; null where it was, and where there was none. */
  get refused(): RequestProblem | null {
    return this.#refused;
  }

  /** What the principal found last came in. */
  get carrier(): Carrier | null {
    return this.#carrier;
  }

  /** Whether the header was asked: no cookie logged anybody in before it. */
  get readHeader(): boolean {
    return this.#readHeader;
  }

  /**
   * Who is logged in here, seen at `now`.
   *
   * @throws RequestProblem as `findByHeader` does; AccountsError `stage-required`, `throttled`, `busy` for a password.
   */
  find(now: () => Date): Promise<Principal | null> {
    this.#principal ??= this.#look(now);
    return this.#principal;
  }

  /** The request goes on with another session: the next question is asked anew. */
  reset(): void {
    this.#principal = undefined;
  }

  /** Nobody from here on. */
  forget(): void {
    this.#known = null;
    this.#holder = null;
    this.#carrier = null;
    this.#refused = null;
    this.#principal = Promise.resolve(null);
  }

  async #look(now: () => Date): Promise<Principal | null> {
    const { lastSeen } = this.#context;
    this.#holder = await this.#findHolder();
    const stage = this.#holder?.session.pendingStage ?? null;
    this.#known = stage === null || stage === this.#ways.serves ? this.#holder : null;
    if (this.#known !== null) lastSeen.note(this.#known, now(), this.#visitor.ipAddress);
    return this.#known;
  }

  /** By the ways in that the site looks at, in its order: the first that logs somebody in decides. */
  async #findHolder(): Promise<Principal | null> {
    const { credentials, ticket } = this.#ways;
    if (ticket !== undefined) return this.#findByTicket(ticket);
    if (credentials === 'none') return null;
    if (credentials === 'session') return this.#findBySession();
    return this.#findByFirstOf(this.#context.authentication.steps);
  }

  async #findByFirstOf(steps: readonly Step[]): Promise<Principal | null> {
    for (const step of steps) {
      // Waiting for what is not there would cost a request with a token more than its look-up.
      if (!this.#hasSent(step)) continue;
      const found = await this.#findBy(step);
      if (found !== null) return found;
    }
    return null;
  }

  #hasSent(step: Step): boolean {
    switch (step) {
      case 'session':
        return this.#session.wasSent;
      case 'jwt-cookie':
        return this.#tokenCookies.sentAccess.length > 0;
      case 'header':
        return this.#authorization !== undefined;
    }
  }

  #findBy(step: Step): Promise<Principal | null> {
    switch (step) {
      case 'session':
        return this.#findBySession();
      case 'jwt-cookie':
        return this.#findByTokenCookie();
      case 'header':
        this.#readHeader = true;
        return this.#ways.takesAnybody === true ? this.#findByHeaderIfGood() : this.#findByHeader();
    }
  }

  async #findBySession(): Promise<Principal | null> {
    if (this.#session.isUndecided) await this.#session.find();
    const { key: sessionKey } = this.#session;
    const found = sessionKey === null ? null : await this.#context.useCases.findSessionHolder({ sessionKey });
    if (found !== null && this.#hasLeftTheProxy(found)) {
      await this.#context.useCases.logOut({ sessionKey, visitor: this.#visitor.visitor });
      this.#session.forget();
    } else if (found !== null && this.#isWhereItWas(found.session)) {
      this.#carrier = 'session-cookie';
      return found;
    }
    return null;
  }

  async #findByTicket(purpose: string): Promise<Principal | null> {
    const ticket = this.#ticket;
    if (ticket === null) return null;
    const found = await this.#context.useCases.redeemTicket({ purpose, ticket });
    if (found === null) throw new RequestProblem({ code: 'ticket-refused' });
    this.#carrier = 'header';
    return found;
  }

  async #findByHeader(): Promise<Principal | null> {
    const found = await findByHeader(this.#context, this.#authorization, () => this.#visitor);
    // Or a stolen cookie would be as good as ever in a header. Programs are wherever they are.
    if (found?.session.kind === 'jwt' && !this.#isWhereItWas(found.session)) {
      throw new RequestProblem({ code: 'bearer-refused', fault: 'invalid' });
    }
    if (found !== null) this.#carrier = found.session.kind === 'basic' ? 'password' : 'header';
    return found;
  }

  /** Clients send the token they have with each request, to log-in and reset too, long after it has ended. */
  async #findByHeaderIfGood(): Promise<Principal | null> {
    try {
      return await this.#findByHeader();
    } catch (error) {
      if (!(error instanceof RequestProblem && HEADER_REFUSALS.has(error.problem.code))) throw error;
      this.#refused = error;
      return null;
    }
  }

  /**
   * A cookie comes along whether its sender means it or not: where anybody may come, one that is no good any more is no
   * reason to turn them away. Where somebody must be logged in, it is the reason that is told.
   */
  async #findByTokenCookie(): Promise<Principal | null> {
    const { sentAccess } = this.#tokenCookies;
    const access = sentAccess.length > 1 ? await this.#tokenCookies.findAccess() : sentAccess[0];
    if (access === undefined || access === null) return null;
    const found = await this.#context.useCases.findAccessPrincipal({ token: access });
    if (found.outcome === 'found') {
      if (!this.#isWhereItWas(found.principal.session)) return null;
      this.#carrier = 'token-cookie';
      return found.principal;
    }
    this.#refused = new RequestProblem({ code: 'bearer-refused', fault: found.fault });
    return null;
  }

  /** A session that the proxy vouched for ends once it names nobody, or another, as Django's RemoteUserMiddleware has it. */
  #hasLeftTheProxy({ user, session }: Principal): boolean {
    if (session.backend !== REMOTE_USER_BACKEND) return false;
    const { remoteUser } = this.#visitor;
    return remoteUser === null || normalizeUsername(remoteUser) !== user.username;
  }

  /** Where the site binds sessions, a stolen cookie is no good in another browser or network. */
  #isWhereItWas({ userAgent, ipAddress }: Session): boolean {
    const { bindsSessionTo } = this.#context.settings;
    if (bindsSessionTo.length === 0) return true;
    if (bindsSessionTo.includes('user-agent') && userAgent !== this.#visitor.userAgent) return false;
    return !bindsSessionTo.includes('address') || networkOf(ipAddress) === networkOf(this.#visitor.ipAddress);
  }
}
