import { defineJob } from 'stagedoor';

/** M-Pesa is asked once the payment is kept, and again where it did not answer. */
export const askForMoney = defineJob<{ phone: string; amount: number; callbackUrl: string }>('ask-for-money');
