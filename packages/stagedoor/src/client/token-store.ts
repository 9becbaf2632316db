/** What a client keeps of tokens between requests: a JWT pair, or an API token as `access`. */
export interface Tokens {
  readonly access: string;
  /** Null for an API token. */
  readonly refresh: string | null;
}

/**
 * Where a client keeps its tokens: memory unless the caller gives another. A store that several tabs or requests share must
 * answer what was set last.
 *
 * @example
 * const store: TokenStore = {
 *   get: () => JSON.parse(sessionStorage.getItem('tokens') ?? 'null'),
 *   set: (tokens) => sessionStorage.setItem('tokens', JSON.stringify(tokens)),
 * };
 */
export interface TokenStore {
  get(): Tokens | null | Promise<Tokens | null>;
  /** Null forgets them. */
  set(tokens: Tokens | null): unknown;
}

export function createMemoryStore(): TokenStore {
  let kept: Tokens | null = null;
  return {
    get: () => kept,
    set(tokens) {
      kept = tokens;
    },
  };
}
