import type { Product } from '../../core/product/product.ts';
import type { ProductCache } from '../../core/product/product-cache.ts';

interface Kept {
  readonly product: Product;
  readonly until: number;
}

const MOST = 10_000;

/** In the memory of this process, for at most ten thousand products: what was put in first goes first. */
export function memoryProductCache(now: () => Date): ProductCache {
  const kept = new Map<string, Kept>();
  return {
    get(key) {
      const found = kept.get(key);
      return found !== undefined && now().getTime() < found.until ? found.product : undefined;
    },
    set(key, product, forSeconds) {
      kept.delete(key);
      const [oldest] = kept.keys();
      if (kept.size >= MOST && oldest !== undefined) kept.delete(oldest);
      kept.set(key, { product, until: now().getTime() + forSeconds * 1000 });
    },
    delete: (key) => void kept.delete(key),
  };
}
