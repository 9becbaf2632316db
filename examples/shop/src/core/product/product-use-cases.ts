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
  /** It was changed or removed: whichever process of the shop kept it reads it anew. */
  forgetProduct(id: number): Promise<void>;
}

export function productUseCases(products: ProductRepository, cache: ProductCache): ProductUseCases {
  return {
    createProduct: (product) => products.create(product),
    getAllProducts: () => products.getAll(MOST_AT_ONCE),
    getProduct: (id) => cache.get(keyOf(id), KEPT_FOR_SECONDS, () => products.getById(id)),
    async discountProduct(seen, percent) {
      const discounted = await products.change(seen, (product) => applyDiscount(product, percent));
      cache.forget(keyOf(seen.id));
      return discounted;
    },
    forgetProduct: (id) => cache.forgetEverywhere(keyOf(id)),
  };
}

function keyOf(id: number): string {
  return `product:${id}`;
}
