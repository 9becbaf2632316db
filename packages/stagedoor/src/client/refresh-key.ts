/**
 * The Idempotency-Key of a refresh: the same until an answer came. If the answer was lost on the way, the server gives its
 * successor once more to whoever shows the same key within ten seconds; who stole the old token does not know the key.
 */
export interface RefreshKey {
  /** @param of what is being exchanged: another token has another key */
  for(of: string): string;
  used(): void;
}

export function createRefreshKey(): RefreshKey {
  let pending: { readonly of: string; readonly key: string } | null = null;
  return {
    for(of) {
      if (pending?.of !== of) pending = { of, key: randomKey() };
      return pending.key;
    },
    used() {
      pending = null;
    },
  };
}

/** `crypto.randomUUID` is missing on pages that came over plain http. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
