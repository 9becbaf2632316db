import type { CredentialRefused } from '../../core/authentication/find-by-credential.ts';
import type { Credential } from '../../core/kernel/credential.ts';
import { isRefused } from '../../core/session/refused.ts';
import type { Principal } from '../../core/session/session.ts';
import type { HttpContext } from '../context/http-context.ts';
import { type ProblemCode, RequestProblem } from '../request/problem.ts';
import type { AuthenticationSteps } from '../settings/authentication-class.ts';
import type { AuthenticationRules, CredentialSource } from './authentication-rules.ts';
import { credentialProblem } from './credential-problem.ts';
import { readHeaderCredential } from './read-header-credential.ts';
import type { SessionHandle } from './session-handle.ts';
import type { TokenCookies } from './token-cookies.ts';
import type { VisitorHandle } from './visitor-handle.ts';
import { askTheProxy, isWhereItWas } from './where-it-was.ts';

type Step = AuthenticationSteps['steps'][number];

/** What says that a header was looked at and found to be no good. */
const HEADER_REFUSALS: ReadonlySet<string> = new Set<ProblemCode>([
  'token-header-refused',
  'bearer-refused',
  'basic-refused',
]);

/** What came with one request that may say who it is from. */
export interface Shown {
  readonly context: HttpContext;
  readonly session: SessionHandle;
  readonly tokenCookies: TokenCookies;
  readonly visitor: VisitorHandle;
  readonly rules: AuthenticationRules;
  readonly authorization: string | undefined;
  /** The ticket in the address, if the route asks for one. */
  readonly ticket: string | null;
}

/** One search for whose session a request came with, logged in or before a stage. */
export class HolderSearch {
  readonly #of: Shown;
  #credentialSource: CredentialSource | null = null;
  #refused: RequestProblem | null = null;
  #readHeader = false;

  constructor(of: Shown) {
    this.#of = of;
  }

  /** What whoever was found came in. */
  get credentialSource(): CredentialSource | null {
    return this.#credentialSource;
  }

  /** Why a token was not taken that came along; null where none was refused. */
  get refused(): RequestProblem | null {
    return this.#refused;
  }

  /** Whether the header was asked: no cookie logged anybody in before it. */
  get readHeader(): boolean {
    return this.#readHeader;
  }

  /** By the ways in that the site looks at, in its order: the first that logs somebody in decides. */
  async find(): Promise<Principal | null> {
    const { credentials, ticket } = this.#of.rules;
    if (ticket !== undefined) return this.#findByTicket(ticket);
    if (credentials === 'none') return null;
    if (credentials === 'session') return this.#findBySession();
    return this.#findByFirstOf(this.#of.context.authentication.steps);
  }

  /** By the cookies alone, whatever header came with them. */
  async findInCookies(): Promise<Principal | null> {
    return this.#findByFirstOf(this.#of.context.authentication.steps.filter((step) => step !== 'header'));
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
        return this.#of.session.wasSent;
      case 'jwt-cookie':
        return this.#of.tokenCookies.sentAccess.length > 0;
      case 'header':
        return this.#of.authorization !== undefined;
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
        return this.#of.rules.allowsAnyone === true ? this.#findByHeaderIfGood() : this.#findByHeader();
    }
  }

  async #findBySession(): Promise<Principal | null> {
    if (this.#of.session.isAmbiguous) await this.#of.session.find();
    const { key: sessionKey } = this.#of.session;
    if (sessionKey === null) return null;
    const found = await this.#ask({ kind: 'cookie', sessionKey });
    if (found === null || isRefused(found)) return null;
    const proxy = await askTheProxy(found, this.#of.visitor, this.#of.context);
    // Past a proxy that cannot be heard a cookie opens nothing, and ends nothing either.
    if (proxy === 'unheard') return null;
    if (proxy === 'left') {
      const { visitor } = this.#of.visitor;
      await this.#of.context.useCases.login.logOut({ sessionKeys: [sessionKey], visitor });
      this.#of.session.forget();
      return null;
    }
    return this.#isWhereItWas(found) ? this.#foundIn('session-cookie', found) : null;
  }

  async #findByTicket(purpose: string): Promise<Principal | null> {
    const { ticket } = this.#of;
    if (ticket === null) return null;
    const found = await this.#ask({ kind: 'ticket', purpose, ticket });
    if (found === null || isRefused(found)) throw credentialProblem('ticket', found);
    return this.#foundIn('header', found);
  }

  async #findByHeader(): Promise<Principal | null> {
    const { context, authorization, visitor } = this.#of;
    const credential = readHeaderCredential(context, authorization, visitor);
    if (credential === null) return null;
    const { kind } = credential;
    const found = await this.#ask(credential);
    if (found === null || isRefused(found)) throw credentialProblem(kind, found);
    // Or a stolen cookie would be as good as ever in a header. Programs are wherever they are.
    if (kind === 'jwt' && !this.#isWhereItWas(found)) throw credentialProblem(kind, null);
    return this.#foundIn(kind === 'password' ? 'password' : 'header', found);
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
    const { sentAccess } = this.#of.tokenCookies;
    const token = sentAccess.length > 1 ? await this.#of.tokenCookies.findAccess() : sentAccess[0];
    if (token === undefined || token === null) return null;
    const found = await this.#ask({ kind: 'jwt', token });
    if (found === null || isRefused(found)) {
      this.#refused = credentialProblem('jwt', found);
      return null;
    }
    return this.#isWhereItWas(found) ? this.#foundIn('token-cookie', found) : null;
  }

  #ask(credential: Credential): Promise<Principal | CredentialRefused | null> {
    return this.#of.context.useCases.authentication.find(credential);
  }

  #foundIn(credentialSource: CredentialSource, found: Principal): Principal {
    this.#credentialSource = credentialSource;
    return found;
  }

  #isWhereItWas(found: Principal): boolean {
    return isWhereItWas(found.session, this.#of.visitor, this.#of.context);
  }
}
