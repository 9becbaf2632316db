import type { CallbackProof } from './callback-proof.ts';
import { type Outcome, type Payment, settle } from './payment.ts';
import type { ComeAgain, NewPayment, PaymentRepository } from './payment-repository.ts';

export interface PaymentUseCases {
  /** `callbackAt` is where M-Pesa finds us. It says when to come again where the phone is asked no more for now. */
  startPayment(payment: NewPayment, callbackAt: string): Promise<Payment | ComeAgain>;
  /** Where M-Pesa calls back what comes of a payment, in the next hour. */
  callbackUrl(paymentId: number, callbackAt: string): string;
  /** Whether the phone may show its prompt: once a payment. Where an earlier try began, and nobody knows what became of it, the payment has failed. */
  mayPrompt(paymentId: number): Promise<boolean>;
  /** What M-Pesa calls back, however often. `forged` where it does not know what M-Pesa alone was told. */
  settlePayment(called: CalledBack): Promise<'taken' | 'forged'>;
}

export interface CalledBack {
  readonly paymentId: number;
  readonly proof: string;
  readonly outcome: Outcome;
}

export function paymentUseCases(payments: PaymentRepository, proofs: CallbackProof): PaymentUseCases {
  return {
    startPayment: (payment, callbackAt) => payments.create(payment, callbackAt),
    callbackUrl: (paymentId, callbackAt) =>
      `${callbackAt}?payment=${paymentId}&proof=${proofs.of(paymentId)}`,
    async mayPrompt(paymentId) {
      const isFirst = await payments.beginPrompt(paymentId);
      if (!isFirst) await payments.change(paymentId, (payment) => settle(payment, { result: 'failed' }));
      return isFirst;
    },
    async settlePayment({ paymentId, proof, outcome }) {
      if (!proofs.isOf(paymentId, proof)) return 'forged';
      await payments.change(paymentId, (payment) => settle(payment, outcome));
      return 'taken';
    },
  };
}
