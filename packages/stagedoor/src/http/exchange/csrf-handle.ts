import type { HttpContext } from '../context/http-context.ts';
import type { CookieJar } from '../cookie/cookie-jar.ts';
import { isBoundTo, maskSecret, newCsrfSecret, secretOf, tokenProblem } from '../cookie/csrf-token.ts';

/** The CSRF secret of one request and its answer. A session id of null stands for a visitor who is not logged in. */
export class CsrfHandle {
  readonly #jar: CookieJar;
  readonly #context: HttpContext;
  #secret: string | undefined;

  constructor(jar: CookieJar, context: HttpContext) {
    this.#jar = jar;
    this.#context = context;
  }

  /** The tokens of the cookie; of several, the one made for this session counts. */
  get sent(): readonly string[] {
    return this.#jar.readAll(this.#context.settings.csrfCookie.name);
  }

  /** A masked token; sets the cookie when the browser has none that is good for this session. */
  token(sessionId: number | null): string {
    return maskSecret(this.keep(sessionId));
  }

  /** Leaves the browser the secret that it has; gives it one when it has none that is good for this session. */
  keep(sessionId: number | null): string {
    this.#secret ??= this.#goodSecret(sessionId) ?? this.renew(sessionId);
    return this.#secret;
  }

  /** Gives the browser a new secret for this session. */
  renew(sessionId: number | null): string {
    const { signer, settings } = this.#context;
    this.#secret = newCsrfSecret(signer, sessionId);
    this.#jar.set(settings.csrfCookie, this.#secret, settings.csrfCookieAgeSeconds);
    return this.#secret;
  }

  #goodSecret(sessionId: number | null): string | null {
    const { signer } = this.#context;
    const secrets = this.sent.filter((token) => tokenProblem(token) === null).map(secretOf);
    return secrets.find((secret) => isBoundTo(signer, secret, sessionId)) ?? null;
  }
}
