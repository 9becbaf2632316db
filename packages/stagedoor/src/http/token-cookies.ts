import { PlainError } from '../core/plain-error.ts';
import type { CookieJar } from './cookie-jar.ts';
import type { HttpContext } from './http-context.ts';
import type { CookieSettings } from './http-settings.ts';
import { RequestProblem } from './problem.ts';
import { MOST_VALUE_BYTES } from './session-cookie.ts';

/** A pair of tokens on its way into the browser; `refresh` null leaves the one that it has. */
export interface TokensForBrowser {
  readonly access: string;
  readonly refresh: string | null;
}

/** The cookies that carry a JWT pair. Scripts cannot read them, and no body repeats what they say. */
export class TokenCookies {
  readonly #jar: CookieJar;
  readonly #context: HttpContext;

  constructor(jar: CookieJar, context: HttpContext) {
    this.#jar = jar;
    this.#context = context;
  }

  /** @throws RequestProblem `bad-request` for a cookie that came twice */
  get access(): string | null {
    const { accessCookie, otherAccessCookie } = this.#context.settings;
    return this.#read(accessCookie) ?? (otherAccessCookie === null ? null : this.#read(otherAccessCookie));
  }

  /** @throws RequestProblem `bad-request` */
  get refresh(): string | null {
    return this.#read(this.#context.settings.refreshCookie);
  }

  /** Every token that came, the one that lives longest first. */
  get all(): readonly string[] {
    const { refreshCookie, accessCookie, otherAccessCookie } = this.#context.settings;
    const names = [refreshCookie, accessCookie, otherAccessCookie].flatMap((cookie) => cookie?.name ?? []);
    return names.flatMap((name) => this.#jar.readAll(name));
  }

  /**
   * Each cookie lives as long as the token in it may be of use. What browsers would not keep is a fault of the site's claims, and
   * no log-in.
   */
  set({ access, refresh }: TokensForBrowser): void {
    const { settings, accounts } = this.#context;
    if (Math.max(access.length, refresh?.length ?? 0) > MOST_VALUE_BYTES) {
      throw new PlainError(
        'The claims make a token that no cookie can carry; put less into JWT_CLAIMS or tokenClaims.',
      );
    }
    this.#jar.set(settings.accessCookie, access, accounts.jwt.accessTokenSeconds);
    if (refresh !== null) this.#jar.set(settings.refreshCookie, refresh, accounts.jwt.refreshTokenSeconds);
  }

  /** Makes the browser forget those that it has. */
  forget(): void {
    const { accessCookie, refreshCookie, otherAccessCookie } = this.#context.settings;
    for (const cookie of [accessCookie, refreshCookie, otherAccessCookie]) {
      if (cookie !== null && this.#jar.readAll(cookie.name).length > 0) this.#jar.delete(cookie);
    }
  }

  #read({ name }: CookieSettings): string | null {
    const [value, another] = this.#jar.readAll(name);
    if (another === undefined) return value ?? null;
    throw new RequestProblem({
      code: 'bad-request',
      reason: 'A token cookie came twice. Delete the cookies of this site and try again.',
    });
  }
}
