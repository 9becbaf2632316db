import { defineEvent } from 'stagedoor';

/** A payment was paid. */
export const paid = defineEvent<{ paymentId: number; payerId: number }>('payments.paid');
