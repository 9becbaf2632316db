import { definePolicies, defineResource } from 'stagedoor';

/** Subscribers see their own; who else sees them, and who makes, changes and deletes them, each permission says. */
const { SubscriptionAccess } = definePolicies({
  SubscriptionAccess: {
    any: [
      { all: [{ action: 'view' }, { owner: 'subscriber' }] },
      { all: [{ action: 'view' }, { permission: 'subscriptions.view_subscription' }] },
      { all: [{ action: 'add' }, { permission: 'subscriptions.add_subscription' }] },
      { all: [{ action: 'change' }, { permission: 'subscriptions.change_subscription' }] },
      { all: [{ action: 'delete' }, { permission: 'subscriptions.delete_subscription' }] },
    ],
  },
});

/** Paid by one payment, which pays for no other and stays for as long as the subscription does. */
export const subscription = defineResource({
  name: 'subscription',
  labels: {
    one: { en: 'subscription', es: 'suscripción' },
    many: { en: 'subscriptions', es: 'suscripciones' },
  },
  fields: {
    subscriber: { type: 'reference', to: 'user', onDelete: 'cascade' },
    payment: { type: 'reference', to: 'payments.payment', onDelete: 'protect', unique: true },
    is_active: { type: 'boolean', default: true },
    since: { type: 'moment', set: 'created' },
  },
  order: ['-since'],
  access: SubscriptionAccess,
});
