import type { Product } from './product.ts';

/** Keeps what was read a moment ago, by key, for as long as it is told and no longer. */
export interface ProductCache {
  /** What is kept, or else what `read` finds, which is kept then. What is forgotten while it is read is kept no more. */
  get(key: string, forSeconds: number, read: () => Promise<Product | null>): Promise<Product | null>;
  /** Here and at once. */
  forget(key: string): void;
  /** In every process of the shop. */
  forgetEverywhere(key: string): Promise<void>;
}
