import { networkOf } from '../core/login/network-of.ts';
import type { PendingStage, Principal, Session } from '../core/session/session.ts';
import type { HttpContext } from './http-context.ts';
import type { SessionHandle } from './session-handle.ts';
import type { VisitorHandle } from './visitor-handle.ts';

/**
 * Who is signed in on one request; looked up at most once for each session that the request goes through. Whoever has
 * a stage still to pass is signed in only where that stage is served.
 */
export class PrincipalHandle {
  readonly #session: SessionHandle;
  readonly #visitor: VisitorHandle;
  readonly #context: HttpContext;
  readonly #serves: PendingStage | null;
  #principal: Promise<Principal | null> | undefined;
  #known: Principal | null = null;
  #holder: Principal | null = null;

  constructor(
    of: { session: SessionHandle; visitor: VisitorHandle; serves: PendingStage | null },
    context: HttpContext,
  ) {
    this.#session = of.session;
    this.#visitor = of.visitor;
    this.#serves = of.serves;
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

  /** Who is signed in here, seen at `now`. */
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
    this.#principal = Promise.resolve(null);
  }

  async #look(now: () => Date): Promise<Principal | null> {
    const { useCases, lastSeen } = this.#context;
    const { key: sessionKey } = this.#session;
    const found = sessionKey === null ? null : await useCases.findSessionHolder({ sessionKey });
    this.#holder = found !== null && this.#isWhereItWas(found.session) ? found : null;
    const stage = this.#holder?.session.pendingStage ?? null;
    this.#known = stage === null || stage === this.#serves ? this.#holder : null;
    if (this.#known !== null) lastSeen.note(this.#known, now(), this.#visitor.ipAddress);
    return this.#known;
  }

  /** S0-48: where the site binds sessions, a stolen cookie is no good in another browser or network. */
  #isWhereItWas({ userAgent, ipAddress }: Session): boolean {
    const { bindsSessionTo } = this.#context.settings;
    if (bindsSessionTo.length === 0) return true;
    if (bindsSessionTo.includes('user-agent') && userAgent !== this.#visitor.userAgent) return false;
    return !bindsSessionTo.includes('address') || networkOf(ipAddress) === networkOf(this.#visitor.ipAddress);
  }
}
