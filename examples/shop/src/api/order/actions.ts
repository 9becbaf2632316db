import { AccountsError, handleActions, type Refuse } from 'stagedoor';
import type { OrderUseCases } from '../../core/order/order-use-cases.ts';
import { order } from '../../resources/order.ts';
import { approvedBefore } from '../../texts/shop-refusals.ts';

export function orderActions({ approveOrder }: OrderUseCases, refuse: Refuse) {
  return handleActions(order, {
    async approve_order({ row }) {
      const approved = await approveOrder(row);
      if (approved === 'not-found') throw new AccountsError({ code: 'not-found' });
      if (approved === 'not-placed') throw refuse(approvedBefore, {});
    },
  });
}
