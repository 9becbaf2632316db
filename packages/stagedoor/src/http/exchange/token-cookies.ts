import { AccountsError } from '../../core/kernel/errors.ts';
import type { HttpContext } from '../context/http-context.ts';
import type { CookieJar } from '../cookie/cookie-jar.ts';
import { findOnlyLive, type OnAmbiguous } from '../cookie/find-only-live.ts';
import { MOST_VALUE_BYTES } from '../cookie/session-cookie.ts';

/** How long tokens may be that go into cookies, for the use cases that make them. */
export const COOKIE_SIZE_LIMIT = { mostCharacters: MOST_VALUE_BYTES } as const;

/** A pair of tokens on its way into the browser; `refresh` null leaves the one that it has. */
export interface TokensForBrowser {
  readonly access: string;
  readonly refresh: string | null;
}

/** The cookies that carry a JWT pair. Scripts cannot read them, and no body repeats what they say. */
export class TokenCookies {
  readonly #jar: CookieJar;
  readonly #context: HttpContext;
  readonly #onAmbiguous: OnAmbiguous;

  constructor(jar: CookieJar, context: HttpContext, onAmbiguous: OnAmbiguous) {
    this.#jar = jar;
    this.#context = context;
    this.#onAmbiguous = onAmbiguous;
  }

  /** The access tokens that came: one, none, or several where cookies of that name were left or planted. */
  get sentAccess(): readonly string[] {
    const { accessCookie, otherAccessCookie } = this.#context.settings;
    const sent = this.#jar.readAll(accessCookie.name);
    return sent.length > 0 || otherAccessCookie === null ? sent : this.#jar.readAll(otherAccessCookie.name);
  }

  /**
   * The access token that came; of several the good one, or the first for want of any.
   *
   * @throws RequestProblem `bad-request` where two are good; at the log-out, which ends both, null.
   */
  findAccess(): Promise<string | null> {
    return this.#goodOf(this.sentAccess);
  }

  /** The same for the refresh token. */
  findRefresh(): Promise<string | null> {
    return this.#goodOf(this.#jar.readAll(this.#context.settings.refreshCookie.name));
  }

  /** Every token that came, the one that lives longest first. */
  get all(): readonly string[] {
    const { refreshCookie, accessCookie, otherAccessCookie } = this.#context.settings;
    const names = [refreshCookie, accessCookie, otherAccessCookie].flatMap((cookie) => cookie?.name ?? []);
    return names.flatMap((name) => this.#jar.readAll(name));
  }

  /** Each cookie lives as long as the token in it may be of use. Whoever has them made says how long they may be: `COOKIE_SIZE_LIMIT`. */
  set({ access, refresh }: TokensForBrowser): void {
    const { settings, accounts } = this.#context;
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

  async #goodOf(sent: readonly string[]): Promise<string | null> {
    const [first = null, another] = sent;
    if (another === undefined) return first;
    const chosen = await findOnlyLive([...new Set(sent)], (token) => this.#isGood(token), this.#onAmbiguous);
    if (chosen.found === 'none') return first;
    return chosen.found === 'one' ? chosen.one : null;
  }

  async #isGood(token: string): Promise<boolean> {
    try {
      await this.#context.useCases.jwt.verify({ token });
      return true;
    } catch (error) {
      if (error instanceof AccountsError && error.refusal.code === 'token-refused') return false;
      throw error;
    }
  }
}
