import type { OwnPatchOf, RowOf, RowsOfApplication } from 'stagedoor';
import type { Order } from '../../core/order/order.ts';
import type { OrderRepository } from '../../core/order/order-repository.ts';
import type { order } from '../../resources/order.ts';

/** Orders as rows of the resource `order`. */
export function rowOrderRepository(rows: RowsOfApplication<typeof order>): OrderRepository {
  return {
    async getById(id) {
      const row = await rows.find(id);
      return row && toOrder(row);
    },
    async change({ id, version }, change) {
      const row = await rows.find(id);
      const changed = row && change(toOrder(row));
      if (row === null || changed === null) return null;
      return toOrder(await rows.update(id, toValues(changed), { version }));
    },
  };
}

function toOrder({ id, product, quantity, state, total }: RowOf<typeof order>): Order {
  return { id, productId: product, quantity, state, total: total === null ? null : Number(total) };
}

function toValues({ productId, quantity, state, total }: Order): OwnPatchOf<typeof order> {
  return { product: productId, quantity, state, total: total === null ? null : total.toFixed(2) };
}
