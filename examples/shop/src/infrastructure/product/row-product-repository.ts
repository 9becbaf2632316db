import type { RowOf, RowsOfApplication } from 'stagedoor';
import type { NewProduct, Product } from '../../core/product/product.ts';
import type { ProductRepository } from '../../core/product/product-repository.ts';
import type { product } from '../../resources/product.ts';

type ProductRow = RowOf<typeof product>;

/** Products as rows of the resource `product`. */
export function rowProductRepository(rows: RowsOfApplication<typeof product>): ProductRepository {
  return {
    create: async (product) => toProduct(await rows.create(toValues(product))),
    getAll: async (most) => (await rows.list({ order: ['name'], limit: most })).map(toProduct),
    async getById(id) {
      const row = await rows.find(id);
      return row && toProduct(row);
    },
    async change({ id, version }, change) {
      const row = await rows.find(id);
      if (row === null) return null;
      // At the version that was judged: whoever was quicker is not written over.
      return toProduct(await rows.update(id, toValues(change(toProduct(row))), { version }));
    },
  };
}

/** A price is kept as a decimal, which is a text. */
function toProduct({ id, name, description, price }: ProductRow): Product {
  return { id, name, description, price: Number(price) };
}

function toValues({ name, description, price }: NewProduct) {
  return { name, description, price: price.toFixed(2) };
}
