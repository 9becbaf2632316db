import { defineTexts } from 'stagedoor';

export const shopTexts = defineTexts('shop', {
  en: { approvedBefore: 'This order is approved already.' },
  es: { approvedBefore: 'Este pedido ya está aprobado.' },
});
