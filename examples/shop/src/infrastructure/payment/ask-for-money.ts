import { defineJob } from 'stagedoor';

/** M-Pesa is asked once the payment is kept, and again where it could not be reached. */
export const askForMoney = defineJob<{
  paymentId: number;
  phone: string;
  amount: number;
  callbackUrl: string;
}>('ask-for-money');
