import { defineFeature, type FeatureParts, PlainError } from 'stagedoor';
import { paymentRoutes } from './api/payment/routes.ts';
import { paymentUseCases } from './core/payment/payment-use-cases.ts';
import { steps } from './infrastructure/migrations/payments/steps.ts';
import { askForMoney } from './infrastructure/payment/ask-for-money.ts';
import { hmacCallbackProof } from './infrastructure/payment/hmac-callback-proof.ts';
import { mpesa } from './infrastructure/payment/mpesa.ts';
import { paid } from './infrastructure/payment/paid.ts';
import { rowPaymentRepository } from './infrastructure/payment/row-payment-repository.ts';
import { mpesaSettings, type PaymentSettings, paymentSettings } from './infrastructure/payment/settings.ts';
import { payment } from './resources/payment.ts';
import { closed } from './texts/payment-refusals.ts';
import { paymentTexts } from './texts/payment-texts.ts';

/** Money by M-Pesa: asked for by a job, and settled by what it calls back. */
export const payments = defineFeature({
  name: 'payments',
  resources: [payment],
  migrations: steps,
  migrationsFolder: 'src/infrastructure/migrations/payments',
  settings: paymentSettings,
  texts: paymentTexts,
  refusals: [closed.describedAs(paymentTexts.keys.closed)],
  events: [paid],
  useCases: ({ transact, settings, clock, refuse }: FeatureParts<object, PaymentSettings>) => {
    const own = mpesaSettings(settings);
    const now = () => clock.now();
    return {
      price: settings.paymentsPrice,
      refuse,
      money: own && mpesa(own, now),
      payments:
        own &&
        paymentUseCases(rowPaymentRepository({ transact, clock }), hmacCallbackProof(own.callbackKey, now)),
    };
  },
  jobs: ({ money, payments: own }) => [
    askForMoney.handledBy(async ({ paymentId, callbackAt, ...asked }, { signal }) => {
      if (money === null || own === null) throw new PlainError('M-Pesa is not set up.');
      const request = { ...asked, callbackUrl: own.callbackUrl(paymentId, callbackAt) };
      await money.ask(request, signal, () => own.mayPrompt(paymentId));
    }),
  ],
  api: (useCases) => paymentRoutes(useCases),
});
