import type { FeatureParts, RowOf } from 'stagedoor';
import type { Payment } from '../../core/payment/payment.ts';
import type { PaymentRepository } from '../../core/payment/payment-repository.ts';
import { payment } from '../../resources/payment.ts';
import { askForMoney } from './ask-for-money.ts';
import { freePrompt, isPromptTaken } from './free-prompt.ts';
import { paid } from './paid.ts';

/** Payments as rows of the resource `payment`, written together with the jobs and events that go with them. */
export function rowPaymentRepository({
  transact,
  clock,
}: Pick<FeatureParts<object>, 'transact' | 'clock'>): PaymentRepository {
  return {
    create: async (wanted, callbackAt) => {
      const { payerId, ...asked } = wanted;
      const created = transact(async ({ rows, enqueue }) => {
        const payments = rows(payment, 'application');
        const prompt = await freePrompt(payments, wanted, clock.now());
        if (typeof prompt !== 'string') return prompt;
        const row = await payments.create({ ...asked, prompt, payer: payerId });
        await enqueue(askForMoney, { ...asked, paymentId: row.id, callbackAt });
        return toPayment(row);
      });
      return await created.catch((error) => {
        if (isPromptTaken(error)) return { inSeconds: 1 };
        throw error;
      });
    },
    beginPrompt: (id) =>
      transact(async ({ rows }) => {
        const payments = rows(payment, 'application');
        const row = await payments.find(id);
        if (row === null || row.prompted_at !== null) return false;
        await payments.update(id, { prompted_at: clock.now() }, { version: row.version });
        return true;
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
