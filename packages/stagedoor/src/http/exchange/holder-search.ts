import type { CredentialRefused } from '../../core/authentication/find-by-credential.ts';
import type { Credential } from '../../core/kernel/credential.ts';
import { isRefused } from '../../core/session/refused.ts';
import type { Principal } from '../../core/session/session.ts';
import type { HttpContext } from '../context/http-context.ts';
import type { AuthenticationSteps } from '../credential/authentication-steps.ts';
import type { CredentialSource } from '../credential/credential-source.ts';
import { incomingCredentials } from '../credential/credentials.ts';
import type { CookieSearch } from '../credential/incoming-credential.ts';
import { sessionCookie } from '../credential/session-cookie.ts';
import { ticket } from '../credential/ticket.ts';
import { readAuthorization } from '../request/authorization.ts';
import { RequestProblem, type RequestRefusal } from '../request/problem.ts';
import type { AuthenticationRules } from './authentication-rules.ts';
import type { SessionHandle } from './session-handle.ts';
import type { TokenCookies } from './token-cookies.ts';
import type { VisitorHandle } from './visitor-handle.ts';
import { askTheProxy, isWhereItWas } from './where-it-was.ts';

/** What says that a header was looked at and found to be no good. */
const HEADER_REFUSALS: ReadonlySet<string | null> = new Set(
  incomingCredentials.filter(({ place }) => place === 'header').map(({ refusal }) => refusal),
);

/** What came with one request that may say who it is from. */
export interface Shown {
  readonly context: HttpContext;
  readonly session: SessionHandle;
  readonly tokenCookies: TokenCookies;
  readonly visitor: VisitorHandle;
  readonly rules: AuthenticationRules;
  readonly authorization: string | undefined;
  /** The credential in the address, if the route asks for one. */
  readonly inQuery: string | null;
}

/** One search for whose session a request came with, logged in or before a stage. */
export class HolderSearch implements CookieSearch {
  readonly #of: Shown;
  #credentialSource: CredentialSource | null = null;
  #refused: RequestProblem | null = null;
  #readHeader = false;

  constructor(of: Shown) {
    this.#of = of;
  }

  get session(): SessionHandle {
    return this.#of.session;
  }

  get tokenCookies(): TokenCookies {
    return this.#of.tokenCookies;
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
    const { credentials, ticket: purpose } = this.#of.rules;
    if (purpose !== undefined) return this.#findByTicket(purpose);
    if (credentials === 'none') return null;
    if (credentials === 'session') return sessionCookie.find(this);
    return this.#findByFirstOf(this.#of.context.authentication.steps);
  }

  /** By the cookies alone, whatever header came with them. */
  async findInCookies(): Promise<Principal | null> {
    return this.#findByFirstOf(this.#of.context.authentication.steps.filter((step) => step !== 'header'));
  }

  async #findByFirstOf(steps: AuthenticationSteps['steps']): Promise<Principal | null> {
    for (const step of steps) {
      // Waiting for what is not there would cost a request with a token more than its look-up.
      const wasSent = step === 'header' ? this.#of.authorization !== undefined : step.wasSent(this);
      if (!wasSent) continue;
      const found = await (step === 'header' ? this.#findInHeader() : step.find(this));
      if (found !== null) return found;
    }
    return null;
  }

  #findInHeader(): Promise<Principal | null> {
    this.#readHeader = true;
    return this.#of.rules.allowsAnyone === true ? this.#findByHeaderIfGood() : this.#findByHeader();
  }

  /**
   * @throws RequestProblem why a credential of a scheme that is looked at logs nobody in: no other way in is tried then.
   *   `https-required` for a password that came in the clear
   */
  async #findByHeader(): Promise<Principal | null> {
    const { authorization, context, visitor } = this.#of;
    const { header } = context.authentication;
    const read = readAuthorization(authorization, header.schemes);
    if (read === null) return null;
    const credential = header.taking(read);
    if (credential === null) return null;
    if ('problem' in read) throw new RequestProblem(credential.malformed(read.problem));
    const found = await this.ask(credential.read(read.credentials, visitor));
    if (found === null || isRefused(found)) throw new RequestProblem(credential.refused(found));
    if (credential.isBound === true && !this.isWhereItWas(found))
      throw new RequestProblem(credential.refused(null));
    return this.foundIn(credential.source, found);
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

  async #findByTicket(purpose: string): Promise<Principal | null> {
    const { inQuery } = this.#of;
    if (inQuery === null) return null;
    const found = await this.ask(ticket.read(inQuery, purpose));
    if (found === null || isRefused(found)) throw new RequestProblem(ticket.refused());
    return this.foundIn('header', found);
  }

  ask(credential: Credential): Promise<Principal | CredentialRefused | null> {
    return this.#of.context.useCases.authentication.find(credential);
  }

  foundIn(credentialSource: CredentialSource, found: Principal): Principal {
    this.#credentialSource = credentialSource;
    return found;
  }

  refuse(problem: RequestRefusal): null {
    this.#refused = new RequestProblem(problem);
    return null;
  }

  isWhereItWas(found: Principal): boolean {
    return isWhereItWas(found.session, this.#of.visitor, this.#of.context);
  }

  async isNamedByProxy(found: Principal, sessionKey: string): Promise<boolean> {
    const proxy = await askTheProxy(found, this.#of.visitor, this.#of.context);
    if (proxy === 'left') {
      const { visitor } = this.#of.visitor;
      await this.#of.context.useCases.login.logOut({ sessionKeys: [sessionKey], visitor });
      this.#of.session.forget();
    }
    // Past a proxy that cannot be heard a cookie opens nothing, and ends nothing either.
    return proxy === 'names-them';
  }
}
