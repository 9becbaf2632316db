import { defineTexts } from 'stagedoor';

export const subscriptionTexts = defineTexts('subscriptions', {
  en: { needed: 'You need an active subscription to access this resource.' },
  es: { needed: 'Necesitas una suscripción activa para ver esto.' },
});
