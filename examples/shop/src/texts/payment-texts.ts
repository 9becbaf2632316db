import { defineTexts } from 'stagedoor';

export const paymentTexts = defineTexts('payments', {
  en: { closed: 'Nobody can pay here at the moment.' },
  es: { closed: 'Ahora no se puede pagar aquí.' },
});
