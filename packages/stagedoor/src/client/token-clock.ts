const MARGIN_MS = 10_000;

/** Knows when the newest access token runs out, by this machine's own clock: only the token's length of life is taken from it. */
export interface TokenClock {
  /** A token that came this moment. */
  note(access: string): void;
  /** Shortly before its end, and from then on. False for a token that it has not seen come. */
  isRunningOut(access: string): boolean;
}

export function createTokenClock(): TokenClock {
  let newest: { readonly access: string; readonly endsAt: number } | null = null;
  return {
    note(access) {
      const lifeMs = lifeOf(access);
      newest = lifeMs === null ? null : { access, endsAt: Date.now() + lifeMs };
    },
    isRunningOut: (access) => newest?.access === access && Date.now() > newest.endsAt - MARGIN_MS,
  };
}

/** Milliseconds from its issue to its end; null where it does not say, or is too short-lived for a margin. */
function lifeOf(token: string): number | null {
  try {
    const text = atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    const { iat, exp } = JSON.parse(text) as { iat?: unknown; exp?: unknown };
    if (typeof iat !== 'number' || typeof exp !== 'number') return null;
    const lifeMs = (exp - iat) * 1_000;
    return lifeMs > 2 * MARGIN_MS ? lifeMs : null;
  } catch {
    // Not a token that we can read; the server will say when it is over.
    return null;
  }
}
