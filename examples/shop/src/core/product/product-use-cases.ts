import type { Seen } from '../seen.ts';
import { applyDiscount, type NewProduct, type Product } from './product.ts';
import type { ProductCache } from './product-cache.ts';
import type { ProductRepository } from './product-repository.ts';

const KEPT_FOR_SECONDS = 300;
const MOST_AT_ONCE = 1000;

/** What can be done with products. */
export interface ProductUseCases {
  createProduct(product: NewProduct): Promise<Product>;
  getAllProducts(): Promise<readonly Product[]>;
  /** Out of the cache, where it was read in the last five minutes. Null where there is none. */
  getProduct(id: number): Promise<Product | null>;
  /** Null where there is none. @throws RangeError for less than 0 or more than 100 percent */
  discountProduct(seen: Seen, percent: number): Promise<Product | null>;
  /** It was changed or removed by somebody else. */
  forgetProduct(id: number): void;
}

export function productUseCases(products: ProductRepository, cache: ProductCache): ProductUseCases {
  const forgetProduct = (id: number) => cache.delete(keyOf(id));
  return {
    createProduct: (product) => products.create(product),
    getAllProducts: () => products.getAll(MOST_AT_ONCE),
    async getProduct(id) {
      const kept = cache.get(keyOf(id));
      if (kept !== undefined) return kept;
      const product = await products.getById(id);
      if (product !== null) cache.set(keyOf(id), product, KEPT_FOR_SECONDS);
      return product;
    },
    async discountProduct(seen, percent) {
      const discounted = await products.change(seen, (product) => applyDiscount(product, percent));
      forgetProduct(seen.id);
      return discounted;
    },
    forgetProduct,
  };
}

function keyOf(id: number): string {
  return `product:${id}`;
}
