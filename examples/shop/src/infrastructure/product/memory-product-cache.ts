import type { Product } from '../../core/product/product.ts';
import type { ProductCache } from '../../core/product/product-cache.ts';

interface Kept {
  readonly product: Promise<Product | null>;
  readonly until: number;
}

const MOST = 10_000;

/** A cache that can forget all that it keeps. */
export interface ClearableCache extends ProductCache {
  clear(): void;
}

/** In the memory of this process, which is the only one, for at most ten thousand products: what was put in first goes first. */
export function memoryProductCache(now: () => Date): ClearableCache {
  const kept = new Map<string, Kept>();
  const put = (key: string, entry: Kept) => {
    kept.delete(key);
    const [oldest] = kept.keys();
    if (kept.size >= MOST && oldest !== undefined) kept.delete(oldest);
    kept.set(key, entry);
  };
  const forget = (key: string) => void kept.delete(key);
  return {
    async get(key, forSeconds, read) {
      const found = kept.get(key);
      if (found !== undefined && now().getTime() < found.until) return await found.product;
      const entry = { product: read(), until: now().getTime() + forSeconds * 1000 };
      put(key, entry);
      const drop = () => void (kept.get(key) === entry && kept.delete(key));
      entry.product.then((product) => product ?? drop(), drop);
      return await entry.product;
    },
    forget,
    forgetEverywhere: async (key) => forget(key),
    clear: () => kept.clear(),
  };
}
