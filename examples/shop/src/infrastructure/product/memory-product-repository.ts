import type { NewProduct, Product } from '../../core/product/product.ts';
import type { ProductRepository } from '../../core/product/product-repository.ts';

/** Products in memory: for tests of what is done with them. */
export function memoryProductRepository(): ProductRepository {
  const products = new Map<number, Product>();
  const keep = (product: Product) => {
    products.set(product.id, product);
    return product;
  };
  return {
    create: async (product: NewProduct) => keep({ ...product, id: products.size + 1 }),
    getAll: async (most) =>
      [...products.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1)).slice(0, most),
    getById: async (id) => products.get(id) ?? null,
    async change({ id }, change) {
      const product = products.get(id);
      return product === undefined ? null : keep(change(product));
    },
  };
}
