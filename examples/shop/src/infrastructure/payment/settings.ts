import { type SettingsOf, setting } from 'stagedoor';
import type { MpesaSettings } from './mpesa.ts';

export const paymentSettings = {
  PAYMENTS_PRICE: setting.integer({
    default: 500,
    min: 1,
    max: 70_000,
    about: 'What a subscription costs, in shillings.',
  }),
  PAYMENTS_CALLBACK_KEY: setting.secret({
    default: null,
    about: 'Proves that M-Pesa calls back: 32 random characters or more.',
  }),
  PAYMENTS_MPESA_URL: setting.text({ default: 'https://sandbox.safaricom.co.ke', about: 'Where M-Pesa is.' }),
  PAYMENTS_MPESA_KEY: setting.secret({ default: null, about: 'The consumer key of the M-Pesa app.' }),
  PAYMENTS_MPESA_SECRET: setting.secret({ default: null, about: 'The consumer secret of the M-Pesa app.' }),
  PAYMENTS_MPESA_SHORTCODE: setting.text({ default: '174379', about: 'The number that is paid to.' }),
  PAYMENTS_MPESA_PASSKEY: setting.secret({ default: null, about: 'The passkey of that number.' }),
};

export type PaymentSettings = SettingsOf<typeof paymentSettings>;

/** Null where a secret is missing: then nobody can pay. */
export function mpesaSettings(settings: PaymentSettings): (MpesaSettings & { callbackKey: string }) | null {
  const { paymentsMpesaKey, paymentsMpesaSecret, paymentsMpesaPasskey, paymentsCallbackKey } = settings;
  if (!paymentsMpesaKey || !paymentsMpesaSecret || !paymentsMpesaPasskey || !paymentsCallbackKey) return null;
  return {
    url: settings.paymentsMpesaUrl,
    key: paymentsMpesaKey.reveal(),
    secret: paymentsMpesaSecret.reveal(),
    shortcode: settings.paymentsMpesaShortcode,
    passkey: paymentsMpesaPasskey.reveal(),
    callbackKey: paymentsCallbackKey.reveal(),
  };
}
