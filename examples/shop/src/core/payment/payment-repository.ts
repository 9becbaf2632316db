import type { Payment } from './payment.ts';

export interface NewPayment {
  readonly payerId: number;
  readonly phone: string;
  readonly amount: number;
}

export interface ComeAgain {
  readonly inSeconds: number;
}

/** Where payments are kept. */
export interface PaymentRepository {
  /**
   * Keeps it, and has the phone asked for the money, with `callbackAt` for what comes of it: both or neither. Where the phone was asked as
   * often as it may be, by several at once too, it is said when to come again.
   */
  create(payment: NewPayment, callbackAt: string): Promise<Payment | ComeAgain>;
  /** Answers true once: whatever became of the first prompt, another one would be a second. */
  beginPrompt(id: number): Promise<boolean>;
  /**
   * Changes the payment as it is now, and leaves it where `change` answers null. Where it is paid by that, whoever waits for it hears of it: both
   * or neither. Null where there is no such payment, or it stays.
   */
  change(id: number, change: (payment: Payment) => Payment | null): Promise<Payment | null>;
}
