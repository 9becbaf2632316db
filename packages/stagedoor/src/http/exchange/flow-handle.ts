import type { CookieJar } from '../cookie/cookie-jar.ts';
import type { HttpRequest } from '../request/http-request.ts';

/** In which a program sends the handle of a log-in on its way. */
const FLOW_HEADER = 'login-flow';

/** The handle of a log-in on its way: a program sends it in a header, a browser keeps it in a cookie until it closes. */
export class FlowHandle {
  readonly #jar: CookieJar;
  readonly #request: HttpRequest;

  constructor(jar: CookieJar, request: HttpRequest) {
    this.#jar = jar;
    this.#request = request;
  }

  /** What was sent: the one in the header counts before what the browser keeps. Null for none. */
  get sent(): string | null {
    const sent = this.#request.headers[FLOW_HEADER];
    return typeof sent === 'string' ? sent : this.#jar.readOwn('flow');
  }

  /** All that were sent, for a log-out: one in the header, one that the browser keeps. */
  get allSent(): readonly string[] {
    const kept = this.#jar.readOwn('flow');
    return [...new Set([this.sent, kept])].filter((handle) => handle !== null);
  }

  /** Has the browser keep it: the page of the next stage goes on by it. */
  remember(handle: string): void {
    this.#jar.setOwn('flow', handle);
  }

  /** Nobody goes on by it any more. */
  forget(): void {
    if (this.#jar.readOwn('flow') !== null) this.#jar.deleteOwn('flow');
  }
}
