import type { Principal } from '../../core/session/session.ts';
import { type CredentialSource, isCookie } from '../credential/credential-source.ts';
import type { RequestProblem } from '../request/problem.ts';
import { HolderSearch, type Shown } from './holder-search.ts';

/**
 * Who is logged in on one request; looked up at most once for each session that the request goes through. Whoever has
 * a stage still to pass is logged in only where that stage is served.
 */
export class PrincipalHandle {
  readonly #shown: Shown;
  #credentialSource: CredentialSource | null = null;
  #refused: RequestProblem | null = null;
  #principal: Promise<Principal | null> | undefined;
  #browserHolder: Promise<Principal | null> | undefined;
  #holder: Principal | null = null;
  #readHeader = false;

  constructor(shown: Shown) {
    this.#shown = shown;
  }

  /** Whose session the one found last is, logged in or before a stage; null before anybody was looked for. */
  get holder(): Principal | null {
    return this.#holder;
  }

  /**
   * Whose the cookies of the browser are, whatever header came with them: for what the browser is to keep. What is known of who
   * came stays as it is.
   */
  async findBrowserHolder(): Promise<Principal | null> {
    if (!this.#readHeader || isCookie(this.#credentialSource)) return this.#holder;
    this.#browserHolder ??= new HolderSearch(this.#shown).findInCookies();
    return await this.#browserHolder;
  }

  /** Why the token in the cookie was not taken; null where it was, and where there was none. */
  get refused(): RequestProblem | null {
    return this.#refused;
  }

  /** What the principal found last came in. */
  get credentialSource(): CredentialSource | null {
    return this.#credentialSource;
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
    this.#browserHolder = undefined;
  }

  /** Nobody from here on. */
  forget(): void {
    this.#holder = null;
    this.#credentialSource = null;
    this.#refused = null;
    this.#principal = Promise.resolve(null);
    this.#browserHolder = undefined;
  }

  async #look(now: () => Date): Promise<Principal | null> {
    const { context, visitor, rules } = this.#shown;
    const holder = await this.#findHolder();
    this.#holder = holder;
    const stage = holder?.session?.pendingStage ?? null;
    if (holder === null || (stage !== null && stage !== rules.servesStage)) return null;
    context.lastSeen.note(holder, now(), visitor.ipAddress);
    return holder;
  }

  /** What was seen on the way is kept of a search that ends in a refusal too. */
  async #findHolder(): Promise<Principal | null> {
    const search = new HolderSearch(this.#shown);
    try {
      return await search.find();
    } finally {
      this.#credentialSource = search.credentialSource ?? this.#credentialSource;
      this.#refused = search.refused ?? this.#refused;
      this.#readHeader ||= search.readHeader;
    }
  }
}
