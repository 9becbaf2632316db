import { REMOTE_USER_BACKEND } from '../core/login/log-in-remote-user.ts';
import { networkOf } from '../core/login/network-of.ts';
import type { PendingStage, Principal, Session } from '../core/session/session.ts';
import { normalizeUsername } from '../core/user/username.ts';
import { findByHeader } from './find-by-credentials.ts';
import type { HttpContext } from './http-context.ts';
import type { Credentials } from './route.ts';
import type { SessionHandle } from './session-handle.ts';
import type { VisitorHandle } from './visitor-handle.ts';

/** What a principal came in: what browsers send by themselves, or what only the client itself can send. */
export type Carrier = 'cookie' | 'header';

/** What a route asks of whoever comes: which credentials it looks at, and the stage that it is there to pass. */
export interface Ways {
  readonly credentials: Credentials;
  readonly serves: PendingStage | null;
}

/**
 * Who is signed in on one request; looked up at most once for each session that the request goes through. Whoever has
 * a stage still to pass is signed in only where that stage is served.
 */
export class PrincipalHandle {
  readonly #session: SessionHandle;
  readonly #visitor: VisitorHandle;
  readonly #context: HttpContext;
  readonly #ways: Ways;
  readonly #authorization: string | undefined;
  #carrier: Carrier | null = null;
  #principal: Promise<Principal | null> | undefined;
  #known: Principal | null = null;
  #holder: Principal | null = null;

  constructor(
    of: {
      session: SessionHandle;
      visitor: VisitorHandle;
      ways: Ways;
      authorization: string | undefined;
    },
    context: HttpContext,
  ) {
    this.#session = of.session;
    this.#visitor = of.visitor;
    this.#ways = of.ways;
    this.#authorization = of.authorization;
    this.#context = context;
  }

  /** The one found last; null before anybody was looked for. */
  get known(): Principal | null {
    return this.#known;
  }

  /** Whose session the last one found was, signed in or before a stage. */
  get holder(): Principal | null {
    return this.#holder;
  }

  /** What the principal found last came in. */
  get carrier(): Carrier | null {
    return this.#carrier;
  }

  /**
   * Who is signed in here, seen at `now`.
   *
   * @throws RequestProblem `token-header-refused`, `bearer-refused`
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

  /** The session's cookie before the header (DESIGN section 6): the first that signs somebody in decides. */
  async #findHolder(): Promise<Principal | null> {
    const { credentials } = this.#ways;
    if (credentials === 'none') return null;
    const { key: sessionKey } = this.#session;
    const found = sessionKey === null ? null : await this.#context.useCases.findSessionHolder({ sessionKey });
    if (found !== null && this.#hasLeftTheProxy(found)) {
      await this.#context.useCases.logOut({ sessionKey, visitor: this.#visitor.visitor });
      this.#session.forget();
    } else if (found !== null && this.#isWhereItWas(found.session)) {
      this.#carrier = 'cookie';
      return found;
    }
    if (credentials === 'session') return null;
    const byHeader = await findByHeader(this.#context, this.#authorization);
    if (byHeader !== null) this.#carrier = 'header';
    return byHeader;
  }

  /** A session that the proxy vouched for ends once it names nobody, or another, as Django's RemoteUserMiddleware has it. */
  #hasLeftTheProxy({ user, session }: Principal): boolean {
    if (session.backend !== REMOTE_USER_BACKEND) return false;
    const { remoteUser } = this.#visitor;
    return remoteUser === null || normalizeUsername(remoteUser) !== user.username;
  }

  /** S0-48: where the site binds sessions, a stolen cookie is no good in another browser or network. */
  #isWhereItWas({ userAgent, ipAddress }: Session): boolean {
    const { bindsSessionTo } = this.#context.settings;
    if (bindsSessionTo.length === 0) return true;
    if (bindsSessionTo.includes('user-agent') && userAgent !== this.#visitor.userAgent) return false;
    return !bindsSessionTo.includes('address') || networkOf(ipAddress) === networkOf(this.#visitor.ipAddress);
  }
}
