import { AccountsError, type Refuse } from 'stagedoor';
import { defineApiRoute, json, Type } from 'stagedoor/api';
import type { OrderUseCases } from '../../core/order/order-use-cases.ts';
import { approvedBefore } from '../../texts/shop-refusals.ts';

const approved = Type.Object({
  id: Type.Integer(),
  state: Type.Literal('approved'),
  total: Type.String({ format: 'decimal' }),
});

export function orderRoutes({ approveOrder }: OrderUseCases, refuse: Refuse) {
  return [
    defineApiRoute({
      name: 'order-approve',
      method: 'POST',
      path: '/api/orders/:id/approve/',
      issues: 'none',
      access: 'authenticated',
      needs: { permission: 'shop.approve_order' },
      csrf: 'session',
      operation: 'approveOrder',
      summary: 'Approve an order, at the price that the product has now.',
      responses: { 200: approved },
      schema: { params: Type.Object({ id: Type.Integer({ minimum: 1 }) }) },
      async handler(_, { params: { id } }) {
        const order = await approveOrder(id);
        if (order === 'not-found') throw new AccountsError({ code: 'not-found' });
        if (order === 'not-placed') throw refuse(approvedBefore, {});
        return json({ id, state: order.state, total: order.total?.toFixed(2) });
      },
    }),
  ];
}
