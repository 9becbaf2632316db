import { AccountsError } from 'stagedoor';
import { defineApiRoute, json, Type } from 'stagedoor/api';
import type { ProductUseCases } from '../../core/product/product-use-cases.ts';

const price = Type.Object({ id: Type.Integer(), price: Type.String({ format: 'decimal' }) });

/** What can be done with a product beside what every resource has. */
export function productRoutes({ discountProduct }: ProductUseCases) {
  return [
    defineApiRoute({
      name: 'product-discount',
      method: 'POST',
      path: '/api/products/:id/discount/',
      issues: 'none',
      access: 'authenticated',
      needs: { permission: 'shop.change_product' },
      csrf: 'session',
      operation: 'discountProduct',
      summary: 'Lower the price of a product.',
      responses: { 200: price },
      schema: {
        params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
        body: Type.Object({ percent: Type.Number({ minimum: 0, maximum: 100 }) }),
      },
      async handler(_, { params: { id }, body: { percent } }) {
        const product = await discountProduct(id, percent);
        if (product === null) throw new AccountsError({ code: 'not-found' });
        return json({ id, price: product.price.toFixed(2) });
      },
    }),
  ];
}
