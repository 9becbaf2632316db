import { AccountsError, type Refuse } from 'stagedoor';
import { defineApiRoute, json, Type } from 'stagedoor/api';
import type { PaymentUseCases } from '../../core/payment/payment-use-cases.ts';
import { closed } from '../../texts/payment-refusals.ts';
import { outcomeOf, stkCallback } from './stk-callback.ts';

interface Paying {
  /** What a subscription costs. */
  readonly price: number;
  readonly refuse: Refuse;
  /** Null where M-Pesa is not set up. */
  readonly payments: PaymentUseCases | null;
}

const CALLBACK = '/api/payments/mpesa/callback/';
const accepted = Type.Object({ ResultCode: Type.Literal(0), ResultDesc: Type.Literal('Accepted') });
const asked = Type.Object({ id: Type.Integer(), amount: Type.Integer(), state: Type.String() });

export function paymentRoutes({ price, refuse, payments }: Paying) {
  return [
    defineApiRoute({
      name: 'mpesa-ask',
      method: 'POST',
      path: '/api/payments/mpesa/',
      issues: 'none',
      access: 'authenticated',
      csrf: 'session',
      creates: true,
      limit: { requests: 60, windowSeconds: 3600 },
      operation: 'askForPayment',
      summary: 'Pay for a subscription: the phone shows a prompt.',
      responses: { 201: asked },
      refuses: ['throttled'],
      schema: { body: Type.Object({ phone: Type.String({ pattern: '^254\\d{9}$' }) }) },
      async handler({ context }, { principal, body: { phone } }) {
        if (payments === null) throw refuse(closed, {});
        const callbackAt = `${context.settings.publicOrigin}${CALLBACK}`;
        const payment = { payerId: principal.user.id, phone, amount: price };
        const started = await payments.startPayment(payment, callbackAt);
        if ('inSeconds' in started)
          throw new AccountsError({ code: 'throttled', retryAfterSeconds: started.inSeconds });
        const { id, amount, state } = started;
        return json({ id, amount, state }, 201);
      },
    }),
    defineApiRoute({
      name: 'mpesa-callback',
      method: 'POST',
      path: CALLBACK,
      issues: 'none',
      access: 'anyone',
      // M-Pesa has no cookie and sends no token: the proof in the address says that it was asked.
      credentials: 'none',
      csrf: 'exempt',
      // Its own answer, whatever form the site gives to others.
      fixedBody: true,
      operation: null,
      summary: 'What M-Pesa says came of a payment.',
      responses: { 200: accepted },
      schema: {
        query: Type.Object({ payment: Type.Integer({ minimum: 1 }), proof: Type.String({ maxLength: 100 }) }),
        body: stkCallback,
      },
      async handler(_, { query: { payment: paymentId, proof }, body }) {
        const outcome = outcomeOf(body);
        const settled = await payments?.settlePayment({ paymentId, proof, outcome });
        if (settled !== 'taken') throw new AccountsError({ code: 'not-found' });
        return json({ ResultCode: 0, ResultDesc: 'Accepted' });
      },
    }),
  ];
}
