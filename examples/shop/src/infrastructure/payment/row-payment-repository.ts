import type { FeatureParts, RowOf } from 'stagedoor';
import type { Payment } from '../../core/payment/payment.ts';
import type { PaymentRepository } from '../../core/payment/payment-repository.ts';
import { payment } from '../../resources/payment.ts';
import { askForMoney } from './ask-for-money.ts';
import { paid } from './paid.ts';

/** Payments as rows of the resource `payment`, written together with the jobs and events that go with them. */
export function rowPaymentRepository({
  transact,
}: Pick<FeatureParts<object>, 'transact'>): PaymentRepository {
  return {
    create: ({ payerId, ...asked }, callbackUrl) =>
      transact(async ({ rows, enqueue }) => {
        const row = await rows(payment, 'application').create({ ...asked, payer: payerId });
        await enqueue(askForMoney, { ...asked, callbackUrl: callbackUrl(row.id) });
        return toPayment(row);
      }),
    change: (id, change) =>
      transact(async ({ rows, emit }) => {
        const payments = rows(payment, 'application');
        const row = await payments.find(id);
        const changed = row && change(toPayment(row));
        if (row === null || changed === null) return null;
        const { state, receipt } = changed;
        await payments.update(id, { state, receipt }, { version: row.version });
        if (state === 'paid' && row.payer !== null) await emit(paid, { paymentId: id, payerId: row.payer });
        return changed;
      }),
  };
}

function toPayment({ id, phone, amount, state, receipt }: RowOf<typeof payment>): Payment {
  return { id, phone, amount, state, receipt };
}
