/**
 * The Idempotency-Key of a refresh: the same until an answer came. If the answer was lost on the way, the server gives its
 * successor once more to whoever shows the same key within ten seconds; who stole the old token does not know the key.
 */
export interface RefreshKey {
  /** @param of what is being exchanged: another token has another key */
  for(of: string): string;
  used(): void;
}

/** A key that is gone with the page, as the tokens are. */
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

/**
 * A key for tokens that outlive the page and are shared by its tabs: so does and is the key, where the browser has storage. A
 * page that is left in mid-exchange comes back with it, and tabs that renew at once get the same answer.
 */
export function createSharedRefreshKey(name: string): RefreshKey {
  const own = createRefreshKey();
  return {
    for(of) {
      const key = inStorage((storage) => storage.getItem(name)) ?? own.for(of);
      inStorage((storage) => storage.setItem(name, key));
      return key;
    },
    used() {
      own.used();
      inStorage((storage) => storage.removeItem(name));
    },
  };
}

interface PageStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

function inStorage<Value>(use: (storage: PageStorage) => Value): Value | null {
  const page = globalThis as { readonly document?: unknown; readonly localStorage?: PageStorage };
  try {
    // Node has one too, which belongs to no page.
    return page.document === undefined || page.localStorage === undefined ? null : use(page.localStorage);
  } catch {
    // Forbidden or full: then the key lives as long as the page.
    return null;
  }
}

/** `crypto.randomUUID` is missing on pages that came over plain http. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
