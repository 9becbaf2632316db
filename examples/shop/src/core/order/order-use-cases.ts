import type { ProductRepository } from '../product/product-repository.ts';
import type { Seen } from '../seen.ts';
import { approve, type Order } from './order.ts';
import type { OrderRepository } from './order-repository.ts';

export interface OrderUseCases {
  /** Fixes what the order costs. `not-placed` where it was approved before. */
  approveOrder(seen: Seen): Promise<Order | 'not-found' | 'not-placed'>;
}

export function orderUseCases(
  orders: OrderRepository,
  products: Pick<ProductRepository, 'getById'>,
): OrderUseCases {
  return {
    async approveOrder(seen) {
      const order = await orders.getById(seen.id);
      const product = order && (await products.getById(order.productId));
      if (product === null) return 'not-found';
      const approved = await orders.change(seen, (placed) => approve(placed, product));
      return approved ?? 'not-placed';
    },
  };
}
