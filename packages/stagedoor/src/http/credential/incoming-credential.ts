import type { CredentialRefused } from '../../core/authentication/find-by-credential.ts';
import type { Credential, CredentialKind, CredentialOf, FoundBy } from '../../core/kernel/credential.ts';
import type { Visitor } from '../../core/kernel/visitor.ts';
import type { Refused } from '../../core/session/refused.ts';
import type { Principal } from '../../core/session/session.ts';
import type { HeaderProblem } from '../request/authorization.ts';
import type { ProblemCode, RequestRefusal } from '../request/problem.ts';
import type { CredentialSource } from './credential-source.ts';

/** What a route says that decides which credentials it takes. */
export interface TakingRoute {
  readonly personalTokens?: true | undefined;
  readonly issues: 'none' | 'session' | 'token';
}

/** What is true of a credential that comes in a request, wherever in it that is. */
export interface IncomingCredential<Kind extends CredentialKind = CredentialKind> {
  /** What core asks it as, and whoever is found by it says they came by. */
  readonly kind: Kind;
  /** What `WWW-Authenticate` says of it; null for one that has no challenge, whose refusals are 403. */
  readonly challenge: string | null;
  /** What is answered to one that logs nobody in; null where it is as good as none. */
  readonly refusal: ProblemCode | null;
  /** Looked at only where API_AUTHENTICATION names it. The default of that setting leaves it out, and may not see this: a test holds both equal. */
  readonly isOptIn?: true;
  /** As the OpenAPI document has it. */
  readonly openApi: {
    readonly name: string;
    /** What core, or what is opened by it, may refuse to whoever shows one, beside `refusal`. */
    readonly refuses?: readonly ProblemCode[];
    scheme(site: { readonly sessionCookieName: string }): object;
  };
}

/** What the cookies of a request say, and what may be asked of it. */
export interface CookieSearch {
  readonly session: {
    readonly wasSent: boolean;
    readonly isAmbiguous: boolean;
    readonly key: string | null;
    find(): Promise<unknown>;
  };
  readonly tokenCookies: {
    readonly sentAccess: readonly string[];
    findAccess(): Promise<string | null>;
  };
  ask(credential: Credential): Promise<Principal | CredentialRefused | null>;
  /** Whether the site binds sessions to where they were opened, and this one is elsewhere. */
  isWhereItWas(found: Principal): boolean;
  /** Whether the proxy in front names still whom it vouched for; ends the session where it names nobody, or another. */
  isNamedByProxy(found: Principal, sessionKey: string): Promise<boolean>;
  foundIn(source: CredentialSource, found: Principal): Principal;
  /** Nobody, for a reason that is told only where somebody must be logged in. */
  refuse(problem: RequestRefusal): null;
}

/** What browsers send by themselves: an unsafe request shows the CSRF token beside it. */
export interface CookieCredential extends IncomingCredential {
  readonly place: 'cookie';
  wasSent(search: CookieSearch): boolean;
  find(search: CookieSearch): Promise<Principal | null>;
}

/** What is known of the request besides its header. */
export interface Sender {
  readonly visitor: Visitor;
  /** Whether it came over plain http to a site that is served by https. */
  readonly isInClear: boolean;
}

/** What a client puts into the Authorization header. */
export interface HeaderCredential<Kind extends CredentialKind = CredentialKind>
  extends IncomingCredential<Kind> {
  readonly place: 'header';
  readonly refusal: ProblemCode;
  readonly source: CredentialSource;
  /** Under which it comes, in lower case; `bearer` stands for what AUTH_HEADER_TYPES says. */
  readonly schemes: readonly string[];
  /** What tells it from others under the same scheme. */
  readonly prefix?: string;
  /** Whether SESSION_BIND_TO holds for it. Programs are wherever they are. */
  readonly isBound?: true;
  /** Whether a route that looks at credentials takes it, asked of whoever comes; left out for one that all of them take, as they take cookies. */
  isTakenBy?(route: TakingRoute): boolean;
  /** @throws RequestProblem for what nothing can be read of */
  read(text: string, sender: Sender): CredentialOf<Kind>;
  /** What is answered to a header of its scheme that is not written as one. */
  malformed(problem: HeaderProblem): RequestRefusal;
  /** What is answered where it logs nobody in. */
  refused(why: Extract<FoundBy<Kind>, Refused> | null): RequestRefusal;
}

/** What stands in the address, for what can send neither cookie nor header of its own. A route that asks for one looks at nothing else. */
export interface QueryCredential<Kind extends CredentialKind = CredentialKind>
  extends IncomingCredential<Kind> {
  readonly place: 'query';
  readonly parameter: string;
  read(text: string, purpose: string): CredentialOf<Kind>;
  refused(): RequestRefusal;
}
