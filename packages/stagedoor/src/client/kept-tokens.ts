import type { TokenStore, Tokens } from './token-store.ts';

/**
 * A store that never fails. What the caller's own does not take, because the browser forbids it or it is full, lives as long
 * as the page, as it does without a store; one that cannot be read has nothing.
 */
export function keptTokens(store: TokenStore): TokenStore {
  let untaken: { readonly tokens: Tokens | null } | null = null;
  return {
    async get() {
      if (untaken !== null) return untaken.tokens;
      try {
        return await store.get();
      } catch {
        // Forbidden, or holding something that is not ours to read.
        return null;
      }
    },
    async set(tokens) {
      untaken = { tokens };
      try {
        await store.set(tokens);
        untaken = null;
      } catch {
        // Forbidden or full: then what was to be set is known here alone.
      }
    },
  };
}
