/** What somebody was asked to pay by M-Pesa. */
export interface Payment {
  readonly id: number;
  readonly phone: string;
  /** In whole shillings. */
  readonly amount: number;
  readonly state: 'asked' | 'paid' | 'failed';
  /** What M-Pesa calls it; null before it is paid. */
  readonly receipt: string | null;
}

/** How often a phone may be asked within an hour, whoever asks: each time it shows a prompt, and it is not said whose it is. */
export const PROMPTS_AN_HOUR = 5;

/** How many of these one payer may have: the owner of the phone pays by what strangers leave. */
export const PROMPTS_OF_ONE = 2;

/** What M-Pesa says came of it. */
export type Outcome =
  | { readonly result: 'paid'; readonly amount: number; readonly receipt: string }
  | { readonly result: 'failed' };

/**
 * The payment as it is from then on: one that failed may be paid yet, by another try. Null where there is nothing to change: M-Pesa tells
 * things more than once, and another amount may be paid than was asked for.
 */
export function settle(payment: Payment, outcome: Outcome): Payment | null {
  if (payment.state === 'paid') return null;
  if (outcome.result === 'failed') return payment.state === 'failed' ? null : { ...payment, state: 'failed' };
  if (outcome.amount !== payment.amount) return null;
  return { ...payment, state: 'paid', receipt: outcome.receipt };
}
