import type { Product } from './product.ts';

/** Keeps what was read a moment ago, by key, for as long as it is told and no longer. */
export interface ProductCache {
  get(key: string): Product | undefined;
  set(key: string, product: Product, forSeconds: number): void;
  delete(key: string): void;
}
