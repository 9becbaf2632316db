import { definePolicies, defineResource } from 'stagedoor';

/** Whoever orders sees their own; who holds the permission sees and deletes all, and changes what is not approved yet. */
const { OrderAccess } = definePolicies({
  OrderAccess: {
    all: [
      { authenticated: true },
      {
        any: [
          { action: 'add' },
          { all: [{ action: 'view' }, { owner: 'customer' }] },
          { all: [{ action: 'view' }, { permission: 'shop.view_order' }] },
          {
            all: [
              { action: 'change' },
              { permission: 'shop.change_order' },
              { field: 'state', is: 'placed' },
            ],
          },
          { all: [{ action: 'delete' }, { permission: 'shop.delete_order' }] },
        ],
      },
    ],
  },
});

export const order = defineResource({
  name: 'order',
  labels: { one: { en: 'order', es: 'pedido' }, many: { en: 'orders', es: 'pedidos' } },
  fields: {
    customer: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    product: { type: 'reference', to: 'product', onDelete: 'protect' },
    quantity: { type: 'integer', min: 1, max: 1000 },
    state: {
      type: 'choice',
      of: { placed: 'Placed', approved: 'Approved' },
      default: 'placed',
      readOnly: true,
    },
    total: { type: 'decimal', digits: 13, places: 2, nullable: true, readOnly: true },
    placed_at: { type: 'moment', set: 'created' },
  },
  order: ['-placed_at'],
  orderBy: ['placed_at', 'quantity'],
  filters: { state: ['exact'], product: ['exact'] },
  permissions: { approve_order: 'Can approve order' },
  actions: { approve_order: { on: 'row', access: { permission: 'shop.approve_order' }, answer: 'row' } },
  access: OrderAccess,
});
