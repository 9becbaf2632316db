import { definePolicies, defineResource } from 'stagedoor';

/** Whoever pays sees their own. Nobody writes them but the shop. */
const { PaymentAccess } = definePolicies({
  PaymentAccess: {
    any: [
      { all: [{ action: 'view' }, { any: [{ owner: 'payer' }, { permission: 'payments.view_payment' }] }] },
      { all: [{ action: 'delete' }, { permission: 'payments.delete_payment' }] },
    ],
  },
});

export const payment = defineResource({
  name: 'payment',
  labels: { one: { en: 'payment', es: 'pago' }, many: { en: 'payments', es: 'pagos' } },
  fields: {
    payer: { type: 'reference', to: 'user', onDelete: 'set null', nullable: true },
    phone: { type: 'text', max: 15, index: true },
    amount: { type: 'integer', min: 1 },
    state: { type: 'choice', of: { asked: 'Asked for', paid: 'Paid', failed: 'Failed' }, default: 'asked' },
    receipt: { type: 'text', max: 40, nullable: true, unique: true },
    /** Which of the prompts of its phone it is: no two payments are the same one. */
    prompt: { type: 'text', max: 40, unique: true },
    /** When the phone was asked to show it; null before that. */
    prompted_at: { type: 'moment', nullable: true },
    asked_at: { type: 'moment', set: 'created' },
  },
  order: ['-asked_at'],
  filters: { state: ['exact'] },
  access: PaymentAccess,
});
