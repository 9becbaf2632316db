import type { Seen } from '../seen.ts';
import type { NewProduct, Product } from './product.ts';

/** Where products are kept. It answers products, whatever its rows are. */
export interface ProductRepository {
  create(product: NewProduct): Promise<Product>;
  /** By name, as many as `most`. */
  getAll(most: number): Promise<readonly Product[]>;
  /** Null where there is none. */
  getById(id: number): Promise<Product | null>;
  /** Changes the product as it was seen, and refuses where it was changed since. Null where there is none. */
  change(seen: Seen, change: (product: Product) => Product): Promise<Product | null>;
}
