import { defineJob } from 'stagedoor';

/** M-Pesa is asked once the payment is kept. Where it could not be reached before a prompt, it is asked again; after that the next try says that it failed. */
export const askForMoney = defineJob<{
  paymentId: number;
  phone: string;
  amount: number;
  callbackAt: string;
}>('ask-for-money');
